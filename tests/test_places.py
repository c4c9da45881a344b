from generator import places


def test_built_in_folders_are_found() -> None:
    assert (places.builtin_outlines() / "facts.yaml").is_file()
    assert (places.builtin_templates() / "annual-summary").is_dir()
    assert (places.data() / "wording" / "current.yaml").is_file()


def test_places_do_not_depend_on_the_current_folder(tmp_path, monkeypatch) -> None:
    before = places.builtin_outlines(), places.builtin_templates(), places.data()
    monkeypatch.chdir(tmp_path)
    assert (places.builtin_outlines(), places.builtin_templates(), places.data()) == before
    assert all(folder.is_absolute() for folder in before)

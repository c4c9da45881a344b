"""The terminal: words in, files and messages out, exit codes, and the only clock. Nothing is decided here."""

from __future__ import annotations

import atexit
import gc
import sys

import click

from generator.cli import interruptions, words
from generator.cli.commands import Asked, nigao
from generator.cli.terminal import leave, prepare, say


def main() -> None:
    """Run the command. Exit 0: done; 1: problems, nothing written; 2: wrong use."""
    interruptions.heed()
    prepare()
    _leave_rubbish()
    wishes = Asked()
    try:
        sys.exit(nigao.main(prog_name="nigao", standalone_mode=False, obj=wishes) or 0)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.ctx.get_help() if asked.ctx else "")
        sys.exit(0)
    except click.UsageError as wrong:
        command = wrong.ctx.command_path if wrong.ctx else "nigao"
        say(words.usage_error(wrong), f"用法请看 {command} --help", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        from generator.cli.mishaps import say_somewhere

        say_somewhere("已中断，没有写出文件。")
        sys.exit(1)
    except Exception as failure:
        from generator.cli.mishaps import tell_of

        sys.exit(tell_of(failure, wishes.trace))
    finally:
        leave()


def _leave_rubbish() -> None:
    """A command ends before much gathers: Python looks for rubbish seldom, and not at all before it ends. Each look
    goes through all modules, and the last ones take as long as a draft.
    """
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)

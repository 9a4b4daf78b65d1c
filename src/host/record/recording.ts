import * as vscode from 'vscode';
import type { Machine } from '../../recorders/machine';
import { cutTail, stampOf } from '../../recorders/recorded';
import type { TraceSession } from '../../session/traceSession';
import { say } from '../commands/say';
import { LARGE_TRACE_IDS } from '../ids';
import type { Inspectors } from '../panels/inspectors';
import { scheduler } from '../platform';
import type { Sessions } from '../sessions';
import { tell } from './preload';

const LOOK_FOR_FILE_MS = 50;
/** The recorder writes into memory that is the file's: no watcher notices. */
const READ_ON_MS = 500;

const BLANK = 0x20;

/** One program that is being recorded: its trace is shown as soon as it is there, and followed. */
export class Recording {
  private isOver = false;
  private readonly shown: Promise<TraceSession | undefined>;

  /** @param before the stamp of the file that was there before the program began */
  constructor(
    private readonly file: string,
    private readonly before: string | undefined,
    private readonly machine: Machine,
    private readonly sessions: Sessions,
    private readonly inspectors: Inspectors,
  ) {
    this.shown = this.show();
    void this.follow();
  }

  /** The program has ended: reads the rest and ceases to follow. */
  async end(): Promise<void> {
    this.isOver = true;
    const session = await this.shown;
    if (session === undefined) {
      return tell(
        vscode.l10n.t(
          'Nothing was recorded. A program that is linked statically or has more rights than its user does not take the recorder.',
        ),
      );
    }
    await cutTail(this.machine, this.file);
    // What it knows of the trace is old if it was closed meanwhile.
    if (!this.isOpen(session)) return;
    await this.sessions.readOn(session);
    if (this.sessions.isFollowing(session)) this.sessions.toggleFollowing(session);
    say(
      vscode.l10n.t('The program has ended: {0} events in {1}.', session.eventCount, session.name),
    );
  }

  private async show(): Promise<TraceSession | undefined> {
    if (!(await this.appears())) return undefined;
    const { sessions, inspectors } = this;
    const uri = vscode.Uri.file(this.file);
    await vscode.commands.executeCommand('vscode.openWith', uri, LARGE_TRACE_IDS[0], {
      viewColumn: vscode.ViewColumn.One,
      preview: false,
    });
    const session = sessions.find(uri);
    if (session === undefined) return undefined;
    sessions.activateOpen(uri);
    if (!sessions.isFollowing(session)) sessions.toggleFollowing(session);
    if (!inspectors.anyVisible) inspectors.open();
    await this.isRead(session);
    // A cursor at the end stays there.
    session.navigate('last');
    return session;
  }

  /** Waits for the file; returns whether it came. */
  private async appears(): Promise<boolean> {
    /* oxlint-disable no-await-in-loop -- one look after the other is the point */
    for (;;) {
      const wasOver = this.isOver;
      const stamp = await stampOf(this.machine, this.file);
      if (stamp !== undefined && stamp !== this.before) return true;
      if (wasOver) return false;
      await scheduler.pause(LOOK_FOR_FILE_MS);
    }
    /* oxlint-enable no-await-in-loop */
  }

  /** Waits until a trace is read for the first time, or cannot be, or is closed. */
  private async isRead(session: TraceSession): Promise<void> {
    while (
      session.replay === undefined &&
      session.status.kind === 'loading' &&
      this.isOpen(session)
    ) {
      // One look after the other is the point.
      // oxlint-disable-next-line no-await-in-loop
      await scheduler.pause(LOOK_FOR_FILE_MS);
    }
  }

  private isOpen(session: TraceSession): boolean {
    return this.sessions.find(vscode.Uri.file(this.file)) === session;
  }

  private async follow(): Promise<void> {
    const session = await this.shown;
    if (session === undefined) return;
    /* oxlint-disable no-await-in-loop -- one look after the other is the point */
    while (!this.isOver && this.sessions.isFollowing(session)) {
      if (await this.hasMore(session)) await this.sessions.readOn(session);
      await scheduler.pause(READ_ON_MS);
    }
    /* oxlint-enable no-await-in-loop */
  }

  private async hasMore({ text }: TraceSession): Promise<boolean> {
    try {
      const [next] = await this.machine.read(this.file, text?.length ?? 0, 1);
      return next !== undefined && next !== BLANK;
    } catch {
      // The file is gone, which the session notices by itself.
      return false;
    }
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { OperatorError } from '../operator-error';
import { ROOT } from '../place';
import { LogFile } from './log-file';

/** A program of the house, and what it is told. */
export interface Program {
  name: string;
  /** The JavaScript file. */
  file: string;
  /** For its Node. */
  flags?: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Path of its log. */
  log: string;
  cwd: string;
}

const READY_MS = 30_000;
const STOP_MS = 10_000;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;
/** A process that has lived this long was well; its next fall is a new one. */
const WELL_AFTER_MS = 60_000;
const TIE = `${ROOT}/packages/cli/tied.cjs`;

/** Keeps one program running: started, waited for, started again when it falls, ended in good order. */
export class Keeper {
  private child: ChildProcess | undefined;
  private isReady = false;
  private wanted = false;
  /** Counts starts and ends by hand, so that a start of our own accord knows it has been overtaken. */
  private turns = 0;
  private backoff = FIRST_BACKOFF_MS;
  private readonly changes = new EventEmitter();
  private readonly log: LogFile;

  constructor(
    readonly program: Program,
    private readonly note: (words: string) => void,
  ) {
    this.log = new LogFile(program.log);
    this.changes.setMaxListeners(0);
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** @throws OperatorError with what the program said, when it ends or says nothing for 30 seconds */
  async start(): Promise<void> {
    this.wanted = true;
    this.turns++;
    await this.launch();
  }

  /** Resolves when the program is ready, now or after it was started again. */
  async ready(): Promise<void> {
    while (!this.isReady) await once(this.changes, 'change');
  }

  async restart(): Promise<void> {
    await this.end();
    await this.start();
  }

  /** Tells the program something; nothing to one that is not ready, which will read everything anew. */
  signal(signal: NodeJS.Signals): void {
    if (this.isReady) this.child?.kill(signal);
  }

  async stop(): Promise<void> {
    await this.end();
    this.log.close();
  }

  private async end(): Promise<void> {
    this.wanted = false;
    this.turns++;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(force);
    this.turn(false);
  }

  private async launch(): Promise<void> {
    const { name, file, flags = [], env, cwd } = this.program;
    const began = Date.now();
    this.log.write(`--- ${new Date().toISOString()} ${name}\n`);
    const child = spawn(process.execPath, [...flags, '--require', TIE, '--enable-source-maps', file], {
      cwd,
      env: { ...env },
      // A group of its own: Ctrl-C reaches the house, and the house ends its programs in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    const errors = tailOf(child, this.log);
    const ended = new Promise<'ENDED'>((done) => {
      child.once('close', () => done('ENDED')); // not 'exit': its last words may still be in the pipe
      child.once('error', () => done('ENDED'));
    });
    const outcome = await Promise.race([
      saysReady(child, this.log).then(() => 'READY' as const),
      ended,
      pause(READY_MS, 'LATE' as const, { ref: false }),
    ]);
    if (outcome !== 'READY') {
      child.kill('SIGKILL');
      await ended;
      if (this.child === child) this.child = undefined;
      throw this.refusal(outcome === 'LATE', errors());
    }
    this.turn(true);
    void ended.then(() => this.fell(child, Date.now() - began));
  }

  private fell(child: ChildProcess, livedMs: number): void {
    if (this.child !== child) return;
    this.child = undefined;
    this.turn(false);
    if (!this.wanted) return;
    if (livedMs > WELL_AFTER_MS) this.backoff = FIRST_BACKOFF_MS;
    const how = child.signalCode ?? `kode ${child.exitCode}`;
    void this.again(`${this.program.name} terhenti (${how})`);
  }

  private async again(why: string): Promise<void> {
    const turn = this.turns;
    for (let words = why; turn === this.turns; ) {
      const seconds = (this.backoff / 1000).toLocaleString('id-ID');
      this.note(`${words}; dinyalakan lagi dalam ${seconds} detik. Log: ${this.program.log}`);
      await pause(this.backoff, undefined, { ref: false });
      this.backoff = Math.min(this.backoff * 2, LONGEST_BACKOFF_MS);
      if (turn !== this.turns) return;
      try {
        await this.launch();
        this.note(`${this.program.name} menyala lagi.`);
        return;
      } catch (error) {
        words = (error instanceof OperatorError ? error.words.id : String(error)).split('\n', 2).join(' ');
      }
    }
  }

  private turn(ready: boolean): void {
    this.isReady = ready;
    this.changes.emit('change');
  }

  private refusal(late: boolean, said: string): OperatorError {
    const { name, log } = this.program;
    const [id, en] = late
      ? [`belum siap setelah ${READY_MS / 1000} detik`, `was not ready after ${READY_MS / 1000} seconds`]
      : ['tidak dapat menyala', 'could not start'];
    const tail = said ? `:\n${said}` : '.';
    return new OperatorError({ id: `${name} ${id}${tail}\nLog: ${log}`, en: `${name} ${en}; see ${log}` });
  }
}

/** Resolves at the line `{"ready": ...}`; every line goes to the log. */
function saysReady(child: ChildProcess, log: LogFile): Promise<void> {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      log.write(`${line}\n`);
      if (line.startsWith('{"ready":')) resolve();
    });
  });
}

const TAIL_LINES = 20;

/** Copies what the program complains of to the log, and remembers the last of it. */
export function tailOf(child: ChildProcess, log: LogFile): () => string {
  let tail: string[] = [];
  createInterface({ input: child.stderr! }).on('line', (line) => {
    log.write(`${line}\n`);
    tail = [...tail, line].slice(-TAIL_LINES);
  });
  return () => tail.join('\n').trim();
}

import type { Prepared } from '../plan/prepared';
import type { Alarm } from '../settings';
import { type Deviation, Unsupported } from './deviation';
import { compileProgram, type Program } from './program';
import { Ledger } from './program-ledger';

/** An operation is compiled when it comes for the third time: most come once. */
const USES_BEFORE = 2;
const PROGRAMS = 1_000;
/** Characters of generated source alive at one time; some ten bytes of memory for each. */
const ALL_SOURCES = 8 << 20;

/** An operation that may become a program. There is one for each position of its switches. */
interface Candidate {
  uses: number;
  /** Null: only the general path can do it. */
  program?: Program | null;
  /** Used since the clock hand last passed. */
  recent: boolean;
  subgraphs: ReadonlySet<string>;
  ledger: Ledger;
}

/** An operation with its program, and what is known of its subgraphs' habits. */
export interface Pick extends Candidate {
  program: Program;
}

/** The programs of one supergraph: compiled when worth it, bounded in number and size, sent to rest when in vain. */
export class Programs {
  private readonly candidates = new WeakMap<Prepared, Candidate>();
  /** Candidates with a program, in the order the clock hand passes them. */
  private readonly compiled = new Set<Candidate>();
  /** Candidates with a program that no other pushes out. */
  private readonly kept = new Set<Candidate>();
  private sources = 0;

  constructor(private readonly alarm: (line: Alarm) => void = () => {}) {}

  /** How many programs are held. */
  get count(): number {
    return this.compiled.size + this.kept.size;
  }

  /** Compiles it now, where it can be, for as long as `letGo` is not called: an operation that is stored. */
  keep(prepared: Prepared): void {
    if (prepared.introspection) return;
    const candidate = this.candidate(prepared);
    if (candidate.program === undefined) this.compile(candidate, prepared);
    if (!candidate.program) return;
    if (this.compiled.delete(candidate)) this.sources -= candidate.program.size;
    this.kept.add(candidate);
  }

  /** Nothing is kept any more; a program is held by whoever still holds its plan. */
  letGo(): void {
    this.kept.clear();
  }

  /** The operation with its program, or undefined: take the general path. Counts as a use. */
  pick(prepared: Prepared): Pick | undefined {
    const candidate = this.candidate(prepared);
    if (candidate.program === undefined) {
      if (candidate.uses++ < USES_BEFORE) return undefined;
      this.compile(candidate, prepared);
    }
    if (!candidate.program || candidate.ledger.rests()) return undefined;
    candidate.recent = true;
    return candidate as Pick;
  }

  /** Takes note that its subgraphs answered as expected. */
  answered({ ledger, subgraphs }: Pick): void {
    ledger.answered(subgraphs);
  }

  /** Takes note of how one of them did not. */
  deviated({ ledger }: Pick, { subgraph, defect, message, isFailure }: Deviation): void {
    if (defect !== undefined) this.alarm({ what: 'a program failed', subgraph, error: String(defect) });
    if (isFailure || !ledger.deviated(subgraph)) return;
    this.alarm({ what: 'a program rests: its answers deviate too often', subgraph, reason: message });
  }

  private candidate(prepared: Prepared): Candidate {
    let candidate = this.candidates.get(prepared);
    if (!candidate) {
      candidate = { uses: 0, recent: false, subgraphs: new Set(), ledger: new Ledger() };
      this.candidates.set(prepared, candidate);
    }
    return candidate;
  }

  private compile(candidate: Candidate, prepared: Prepared): void {
    candidate.program = null;
    try {
      const program = compileProgram(prepared);
      candidate.program = program;
      candidate.subgraphs = new Set(program.requests.map((request) => request.node.serviceName));
      this.compiled.add(candidate);
      this.sources += program.size;
      this.makeRoom(candidate);
    } catch (error) {
      if (error instanceof Unsupported) return;
      this.alarm({ what: 'an operation could not be compiled', error: String(error) });
    }
  }

  /** A clock: who was used since the hand last passed gets another round. */
  private makeRoom(newest: Candidate): void {
    for (const candidate of this.compiled) {
      if (this.compiled.size <= PROGRAMS && this.sources <= ALL_SOURCES) return;
      if (candidate === newest) continue;
      if (!candidate.recent) this.evict(candidate);
      else {
        candidate.recent = false;
        this.compiled.delete(candidate);
        this.compiled.add(candidate);
      }
    }
  }

  private evict(candidate: Candidate): void {
    if (!this.compiled.delete(candidate)) return;
    this.sources -= candidate.program!.size;
    candidate.program = undefined;
    candidate.uses = 0;
  }
}

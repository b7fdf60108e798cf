import { Connection, DateTime, EventCursor, SignedAddress, StreamGap } from '@lindungi/subgraph';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Agency } from '../agency/agency.entity';

const states = ['OPEN', 'READING', 'READ', 'REFUSED', 'KNOWN', 'APPLYING', 'APPLIED', 'EXPIRED'] as const;
export type RosterImportState = (typeof states)[number];
export const RosterImportStateEnum = Object.fromEntries(states.map((it) => [it, it])) as Readonly<
  Record<RosterImportState, RosterImportState>
>;
registerEnumType(RosterImportStateEnum, {
  name: 'RosterImportState',
  description:
    'READ is looked through and waits for applyRosterImport; REFUSED has mistakes; KNOWN says what the latest applied file said.',
});

const reasons = ['RETIRED', 'MOVED', 'DIED', 'ABSENT'] as const;
type Reason = (typeof reasons)[number];
export const LeftWhyEnum = Object.fromEntries(reasons.map((it) => [it, it])) as Readonly<
  Record<Reason, Reason>
>;
registerEnumType(LeftWhyEnum, {
  name: 'LeftWhy',
  description: 'Why somebody is no longer on the roster. ABSENT: a complete file left them out.',
});

@ObjectType({ description: 'What is wrong with one cell of a file; what stands there is not repeated.' })
export class RosterProblem {
  @Field(() => Int, { description: 'As the sheet counts: the heading is row 1.' })
  row!: number;

  @Field(() => String, { description: 'nip, nama, jabatan, opd or status; empty when it is the whole file.' })
  column!: string;

  @Field(() => String, { description: 'Stable, in English: never changes once released.' })
  code!: string;

  @Field(() => String, { description: "A sentence in the caller's language." })
  message!: string;
}

@ObjectType({ description: 'What applying a file would do, or did, to the roster.' })
export class RosterPlan {
  @Field(() => Int, { description: 'New on the roster, or back on it.' })
  joiners!: number;

  @Field(() => Int, { description: 'In another agency than before. Their pledges stay theirs.' })
  movers!: number;

  @Field(() => Int, { description: 'With another name or post.' })
  changed!: number;

  @Field(() => Int)
  unchanged!: number;

  @Field(() => Int, {
    description: 'No longer on the roster: retired, moved away, died, or left out of a complete file.',
  })
  leavers!: number;

  @Field(() => Int, {
    description:
      'Pledges of leavers. Each stays, and gets a succession: somebody is looked for to go on with it.',
  })
  pledges!: number;
}

@ObjectType({ description: "A file of the city's roster: sent, looked through, and only then applied." })
export class RosterImport {
  @Field(() => ID)
  id!: string;

  @Field(() => RosterImportStateEnum)
  state!: RosterImportState;

  @Field(() => Boolean, { description: 'Whoever is not in the file is no longer on the roster.' })
  complete!: boolean;

  @Field(() => Boolean, { description: 'Invented people, for demonstration.' })
  sample!: boolean;

  @Field(() => DateTime)
  openedAt!: string;

  @Field(() => DateTime, { nullable: true })
  appliedAt!: string | null;

  @Field(() => Int, { description: 'Civil servants read without a mistake.' })
  lines!: number;

  @Field(() => Int, { description: 'Of them applied so far.' })
  done!: number;

  @Field(() => Int, { description: 'Cells with a mistake.' })
  problemCount!: number;

  @Field(() => [RosterProblem], { description: 'The first two hundred.' })
  problems!: RosterProblem[];

  @Field(() => RosterPlan, { nullable: true, description: 'Null until the file is READ.' })
  plan!: RosterPlan | null;
}

@ObjectType({ description: 'Somebody who would leave the roster by a file that is not applied yet.' })
export class RosterLeaver {
  @Field(() => ID, { description: 'Of the donor.' })
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Agency, { nullable: true })
  agency!: { id: string } | null;

  @Field(() => LeftWhyEnum)
  why!: Reason;

  @Field(() => Int, { description: 'Pledges that somebody else is then looked for.' })
  pledges!: number;
}

export const RosterLeaverConnection = Connection(RosterLeaver);

@ObjectType()
export class RosterImportUpdate {
  @Field(() => RosterImport)
  import!: RosterImport;

  @Field(() => Int, {
    nullable: true,
    description: 'Lines read, or applied; null in the snapshot that opens the stream.',
  })
  done!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Lines in all; null while nobody knows how many there are.',
  })
  total!: number | null;

  @Field(() => EventCursor)
  cursor!: string;

  @Field(() => StreamGap, { nullable: true })
  gap!: StreamGap | null;
}

@ObjectType({ description: 'An import that was opened, and where its file is sent.' })
export class OpenedImport {
  @Field(() => RosterImport)
  import!: RosterImport;

  @Field(() => SignedAddress, { description: 'POST the file there, CSV or XLSX, within five minutes.' })
  upload!: SignedAddress;
}

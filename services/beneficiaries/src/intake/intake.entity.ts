import { Connection, DateTime, EventCursor, StreamGap } from '@lindungi/subgraph';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { FileState } from './intake.rules';

const FileStateEnum: Readonly<Record<FileState, FileState>> = {
  ARRIVING: 'ARRIVING',
  READING: 'READING',
  READ: 'READ',
  IMPORTING: 'IMPORTING',
  DONE: 'DONE',
  UNREADABLE: 'UNREADABLE',
};
registerEnumType(FileStateEnum, {
  name: 'WorkerFileState',
  description:
    'READ: looked through, and nobody registered yet. UNREADABLE: no list of workers, or a week old.',
});

/** A file of workers, and how far it is; its bytes are sealed, and removed when it is done. */
@ObjectType({ description: 'A list of workers that an officer has sent.' })
export class WorkerFile {
  @Field(() => ID, { description: 'As the upload answered it.' })
  id!: string;

  @Field(() => FileStateEnum, { description: 'How far it is.' })
  state!: FileState;

  @Field(() => String, { nullable: true, description: 'Why it is UNREADABLE, in Indonesian.' })
  why!: string | null;

  @Field(() => Int, { description: 'Lines behind the heading that were looked through.' })
  rows!: number;

  @Field(() => Int, { description: 'Of these, people who can be registered.' })
  fit!: number;

  @Field(() => Int, { description: 'People the city had already; importing changes nothing of them.' })
  known!: number;

  @Field(() => Int, { description: 'Lines with something wrong in them: `workerFileProblems`.' })
  refused!: number;

  @Field(() => Int, { description: 'Lines that importing has gone through.' })
  imported!: number;

  @Field(() => Int, { description: 'People it has registered.' })
  registered!: number;

  @Field(() => DateTime, { description: 'When it was sent.' })
  uploadedAt!: string;
}

export const WorkerFileConnection = Connection(WorkerFile);

@ObjectType({ description: 'What is wrong with one cell of a file.' })
export class WorkerFileProblem {
  @Field(() => Int, { description: 'As a spreadsheet counts; the heading is 1.' })
  row!: number;

  @Field(() => String, { description: "The column's heading, 'tanggal_lahir'." })
  column!: string;

  @Field(() => String, { description: 'Stable, in English: never changes once released.' })
  code!: string;

  @Field(() => String, { description: "A sentence in the caller's language." })
  message!: string;
}

export const WorkerFileProblemConnection = Connection(WorkerFileProblem);

@ObjectType({ description: 'An address that takes one file for a few minutes; it is shown to nobody else.' })
export class WorkerUpload {
  @Field(() => String, { description: "A path on the graph's own host; POST the CSV there." })
  path!: string;

  @Field(() => DateTime, { description: 'Until when it works.' })
  until!: Date;
}

@ObjectType({ description: 'How far a file is.' })
export class WorkerFileUpdate {
  @Field(() => WorkerFile, { nullable: true, description: 'As it stands now.' })
  file!: WorkerFile | null;

  @Field(() => EventCursor, { description: 'To go on from there.' })
  cursor!: string;

  @Field(() => StreamGap, {
    nullable: true,
    description: 'Something in between could not be told one by one.',
  })
  gap!: StreamGap | null;
}

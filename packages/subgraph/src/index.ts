import 'reflect-metadata';

export { answeredByChildren, type ChildBatch, groupFor, oneFor } from './children';
export { CityDesk } from './city-desk';
export { cityRounds, type RoundParts } from './city-rounds';
export { type Clock, clockOf } from './clock';
export { type Columns, columnsOf, selectList } from './columns';
export type { Context, Principal } from './context';
export { asReferred, type Reader, uuidOf, uuidsOf } from './entities';
export {
  EnvironmentMalformed,
  type MigrationEnvironment,
  migrationEnvironment,
  type ServiceEnvironment,
  type ServiceName,
  serviceEnvironment,
} from './environment';
export { federate, type Graph, printSubgraph } from './federate';
export { migrateSubgraph } from './migrate';
export { asMutation, type Doer } from './mutation';
export {
  afterKey,
  Connection,
  type Page,
  PageArgs,
  PageCursorRefused,
  PageInfo,
  PageSizeRefused,
  pageLimit,
  pageOf,
} from './page';
export { PrintedFile, printedFile } from './printed-file';
export { runProcess } from './process';
export { bytesOf, cutOffBeyond, FileTooLarge, say, streamOf } from './received-file';
export { Refusal, RowRefusal, refusing } from './refusal';
export { NotPermitted, SignInNeeded, signedIn } from './roles';
export { DateTime, EventCursor, LocalDateScalar, RupiahScalar, YearMonth } from './scalars';
export { Share } from './share';
export { type Sheet, type SheetRow, writeCsv, writeXlsx } from './sheet';
export { ADDRESS_SECONDS, readAddress, SignedAddress, signAddress } from './signed-address';
export { type Parts, type Subgraph, startSubgraph } from './start';
export { gapOf, type Streamed, StreamGap } from './stream-gap';
export { Deed, trailOf } from './trail';
export { assertUnpacksSmall } from './unpacked';

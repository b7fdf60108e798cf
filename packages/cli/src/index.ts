export { type RosterSending, type SentRoster, sendRoster } from './command/roster';
export { type Broken, type Invariants, invariantsOf } from './doctor/invariants';
export { createDatabase, dropDatabase } from './house/database';
export type { House, HouseSettings } from './house/house';
export { type ProcessName, SERVICES, type ServiceName } from './house/processes';
export { startHouse } from './house/start-house';
export { BUSY_GATEWAY, NODE_FLAGS } from './house/wiring';
export { developmentIssuer, tokenFor } from './issuer';
export { manifestOf } from './operations/manifest';
export { OperatorError } from './operator-error';
export { CITY_WORDS, PEOPLE, type SamplePerson, samplePerson } from './people';
export { type Paying, SampleBank, type Told } from './sample/bank';
export { type Remittance, type RemittanceLine, SampleBranch } from './sample/branch';
export { inventedBirth, inventedKpj, inventedNik, inventedNip } from './sample/invented';
export { donorBy, loadSample, type SampleDoor, sampleDoor } from './sample/load-sample';
export { type Notification, SampleProvider } from './sample/provider';
export {
  callsOf,
  type SamplePayment,
  type SignedCall,
  type Stage,
  signedBySnap,
} from './sample/provider-calls';
export { owedByAgency, transferByAgency } from './sample/transfer';
export { type Answer, ask, eventually, mutate, post, type Visitor } from './sample/visitor';
export { type Progress, progressOn, silent } from './say/progress';

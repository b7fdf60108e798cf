export { auditWall, type Catalogue, type WallFault } from './audit-wall';
export { checkPostgres, type PostgresSeen, PostgresTooOld } from './check-postgres';
export { CITIES_FOLDER, cities, cityByCode, cityByHost, cityByIssuer } from './cities';
export {
  type Agency,
  type Branch,
  BUDGETS,
  type Budget,
  type BudgetName,
  type City,
  type Kecamatan,
  type Kelurahan,
  PAYMENT_PROVIDERS,
  type PaymentProviderName,
  type PaymentWay,
  type Post,
  type Relation,
} from './city';
export { CityDatabase, type Opening } from './city-database';
export { type Deed, deedTable, recordDeed } from './deed';
export { AskedTooOften, askInPace, deedPaceIndex, keepPace, type Pace } from './deed-pace';
export { fastTypes, type TypeParsers } from './fast-types';
export type { InCity } from './in-city';
export { isolateByCity } from './isolate-by-city';
export { type Asked, IdempotencyKeyMalformed, IdempotencyKeyReused, once, onceTable } from './once';
export { paperCode, paperCodeHash } from './paper-code';
export {
  claimsText,
  operationText,
  PASS_HEADER,
  PASS_LONGEST_SECONDS,
  PASS_SECONDS,
  type Pass,
  PassRefused,
  passKey,
  ROLES,
  type Role,
  signClaims,
  signPass,
  verifyPass,
} from './pass';
export { paymentSecretNames, paymentWay, paymentWays } from './payment-ways';
export { type PersonName, personId } from './person-id';
export { type Migration, type Preparation, prepareSchema } from './prepare-schema';
export { CitiesMalformed, readCities } from './read-cities';
export { type WallRoles, wallRoles } from './roles';

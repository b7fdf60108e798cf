import { asReferred, type Graph, trailOf } from '@lindungi/subgraph';
import { CatalogueResolver } from './catalogue/catalogue.resolver';
import { Claim } from './claim/claim.entity';
import { claimsByIds } from './claim/claim.loaders';
import { ClaimResolver } from './claim/claim.resolver';
import { Worker } from './coverage/coverage.entity';
import { coverageOfWorkers } from './coverage/coverage.loaders';
import { CoverageResolver } from './coverage/coverage.resolver';
import { City } from './payout/payout.entity';
import { payoutsOfCities } from './payout/payout.loaders';
import { PayoutResolver } from './payout/payout.resolver';

/** What benefits says of itself in the graph. */
export const graph: Graph = {
  resolvers: [CoverageResolver, ClaimResolver, PayoutResolver, CatalogueResolver, trailOf('benefits')],
  orphanedTypes: [Worker, Claim, City],
  readers: { Claim: claimsByIds, Worker: asReferred('id'), City: asReferred('code') },
  children: { 'Worker.coverage': coverageOfWorkers, 'City.payouts': payoutsOfCities },
};

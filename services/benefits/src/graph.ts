import { asReferred, type Graph, trailOf } from '@lindungi/subgraph';
import { AccidentResolver } from './accident/accident.resolver';
import { CatalogueResolver } from './catalogue/catalogue.resolver';
import { Claim } from './claim/claim.entity';
import { claimsByIds } from './claim/claim.loaders';
import { ClaimResolver } from './claim/claim.resolver';
import { OverdueResolver } from './claim/overdue.resolver';
import { clocksOfClaims, stepsOfClaims } from './claim/step.loaders';
import { StepResolver } from './claim/step.resolver';
import { Worker } from './coverage/coverage.entity';
import { coverageOfWorkers } from './coverage/coverage.loaders';
import { CoverageResolver } from './coverage/coverage.resolver';
import { papersOfClaims } from './document/document.loaders';
import { DocumentResolver } from './document/document.resolver';
import { TickResolver } from './document/tick.resolver';
import { claimsOfNotices, reasonsOfClaims } from './duty/duty.loaders';
import { DutyResolver } from './duty/duty.resolver';
import { GrievanceResolver } from './grievance/grievance.resolver';
import { heirsOfClaims, outcomesOfWorkers } from './heir/heir.loaders';
import { HeirResolver } from './heir/heir.resolver';
import { City } from './payout/payout.entity';
import { figuresOfCities, payoutsOfCities } from './payout/payout.loaders';
import { CityPayoutsResolver, PayoutResolver } from './payout/payout.resolver';
import { ScholarshipResolver } from './scholarship/scholarship.resolver';

/** What benefits says of itself in the graph. */
export const graph: Graph = {
  resolvers: [
    CoverageResolver,
    ClaimResolver,
    StepResolver,
    OverdueResolver,
    DutyResolver,
    AccidentResolver,
    ScholarshipResolver,
    HeirResolver,
    DocumentResolver,
    TickResolver,
    GrievanceResolver,
    PayoutResolver,
    CityPayoutsResolver,
    CatalogueResolver,
    trailOf('benefits'),
  ],
  orphanedTypes: [Worker, Claim, City],
  readers: { Claim: claimsByIds, Worker: asReferred('id'), City: asReferred('code') },
  children: {
    'Worker.coverage': coverageOfWorkers,
    'Worker.claimOutcome': outcomesOfWorkers,
    'Claim.steps': stepsOfClaims,
    'Claim.clock': clocksOfClaims,
    'Claim.reasons': reasonsOfClaims,
    'DutyNotice.claim': claimsOfNotices,
    'Claim.papers': papersOfClaims,
    'Claim.heirs': heirsOfClaims,
    'City.payouts': payoutsOfCities,
    'City.payoutFigures': figuresOfCities,
  },
};

import { type Graph, trailOf } from '@lindungi/subgraph';
import { cardsOfWorkers } from './card/card.loaders';
import { CardResolver } from './card/card.resolver';
import { CardListResolver } from './card/card-list.resolver';
import { HandoverResolver } from './card/handover.resolver';
import { PrintResolver } from './card/print.resolver';
import { workersOfPairs } from './duplicate/duplicate.loaders';
import { DuplicateResolver } from './duplicate/duplicate.resolver';
import { DutkResolver } from './dutk/dutk.resolver';
import { FundResolver } from './fund/fund.resolver';
import { IntakeResolver } from './intake/intake.resolver';
import { workersOfLapsing } from './nearing/nearing.loaders';
import { NearingResolver } from './nearing/nearing.resolver';
import { AnswerResolver } from './privacy/answer.resolver';
import { RequestResolver } from './privacy/request.resolver';
import { RequestClockResolver } from './privacy/request-clock.resolver';
import { City } from './progress/progress.entity';
import { progressOfCities, readCity } from './progress/progress.loaders';
import { ProgressResolver } from './progress/progress.resolver';
import { reachOfCities } from './progress/reach.loaders';
import { Pledge } from './protection/protection.entity';
import { protectionsOfWorkers, readPledges, reservationsOfPledges } from './protection/protection.loaders';
import { ReleaseResolver } from './protection/release.resolver';
import { timelinesOfWorkers } from './timeline/timeline.loaders';
import { consentsOfWorkers } from './worker/consent.loaders';
import { eligibleUntilOfWorkers } from './worker/eligibility.loaders';
import { EligibilityResolver } from './worker/eligibility.resolver';
import { LookupResolver } from './worker/lookup.resolver';
import { RegisterResolver } from './worker/register.resolver';
import { RenewalResolver } from './worker/renewal.resolver';
import { Worker } from './worker/worker.entity';
import { readWorkers, WorkerResolver } from './worker/worker.resolver';

/** What beneficiaries says of itself in the graph. */
export const graph: Graph = {
  resolvers: [
    WorkerResolver,
    RegisterResolver,
    RenewalResolver,
    LookupResolver,
    CardResolver,
    CardListResolver,
    PrintResolver,
    HandoverResolver,
    ReleaseResolver,
    DutkResolver,
    NearingResolver,
    EligibilityResolver,
    FundResolver,
    DuplicateResolver,
    IntakeResolver,
    ProgressResolver,
    RequestResolver,
    RequestClockResolver,
    AnswerResolver,
    trailOf('beneficiaries'),
  ],
  orphanedTypes: [Worker, Pledge, City],
  readers: { Worker: readWorkers, Pledge: readPledges, City: readCity },
  children: {
    'PossibleDuplicate.worker': workersOfPairs('workerId'),
    'PossibleDuplicate.other': workersOfPairs('otherId'),
    'Worker.card': cardsOfWorkers,
    'Worker.consent': consentsOfWorkers,
    'Worker.eligibleUntil': eligibleUntilOfWorkers,
    'Worker.timeline': timelinesOfWorkers,
    'Worker.protections': protectionsOfWorkers,
    'Pledge.reservation': reservationsOfPledges,
    'City.progress': progressOfCities,
    'LapsingWorker.worker': workersOfLapsing,
    'City.reach': reachOfCities,
  },
};

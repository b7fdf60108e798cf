import { type Graph, trailOf } from '@lindungi/subgraph';
import { cardsOfWorkers } from './card/card.loaders';
import { CardResolver } from './card/card.resolver';
import { City } from './progress/progress.entity';
import { progressOfCities, readCity } from './progress/progress.loaders';
import { ProgressResolver } from './progress/progress.resolver';
import { reachOfCities } from './progress/reach.loaders';
import { Pledge } from './protection/protection.entity';
import { protectionsOfWorkers, readPledges, reservationsOfPledges } from './protection/protection.loaders';
import { ReleaseResolver } from './protection/release.resolver';
import { RegisterResolver } from './worker/register.resolver';
import { Worker } from './worker/worker.entity';
import { readWorkers, WorkerResolver } from './worker/worker.resolver';

/** What beneficiaries says of itself in the graph. */
export const graph: Graph = {
  resolvers: [
    WorkerResolver,
    RegisterResolver,
    CardResolver,
    ReleaseResolver,
    ProgressResolver,
    trailOf('beneficiaries'),
  ],
  orphanedTypes: [Worker, Pledge, City],
  readers: { Worker: readWorkers, Pledge: readPledges, City: readCity },
  children: {
    'Worker.card': cardsOfWorkers,
    'Worker.protections': protectionsOfWorkers,
    'Pledge.reservation': reservationsOfPledges,
    'City.progress': progressOfCities,
    'City.reach': reachOfCities,
  },
};

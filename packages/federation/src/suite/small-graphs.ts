import type { SmallGraph } from './small-graph';
import { abstracts } from './supergraphs/abstract';
import { asking } from './supergraphs/asking';
import { externals } from './supergraphs/externals';
import { faults } from './supergraphs/faults';
import { interfaceObjects } from './supergraphs/interface-objects';
import { keys } from './supergraphs/keys';
import { mutations } from './supergraphs/mutations';
import { nodeInterfaces } from './supergraphs/nodes';
import { ownership } from './supergraphs/ownership';
import { parentCalls } from './supergraphs/parents';
import { provides } from './supergraphs/provides';
import { requires } from './supergraphs/requires';
import { requirementsOfMembers } from './supergraphs/requires-abstract';
import { requirementChains } from './supergraphs/requires-chains';
import { requirementsUnmet } from './supergraphs/requires-degraded';
import { typenames } from './supergraphs/typename';
import { unionsInPart } from './supergraphs/unions';
import { values } from './supergraphs/values';

export const smallGraphs: readonly SmallGraph[] = [
  ...asking,
  ...values,
  ...keys,
  ...parentCalls,
  ...requires,
  ...requirementsOfMembers,
  ...requirementChains,
  ...requirementsUnmet,
  ...provides,
  ...externals,
  ...ownership,
  ...interfaceObjects,
  ...abstracts,
  ...unionsInPart,
  ...typenames,
  ...nodeInterfaces,
  ...mutations,
  ...faults,
];

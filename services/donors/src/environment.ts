import { serviceEnvironment } from '@lindungi/subgraph';

/** All that donors is told from outside. @throws EnvironmentMalformed naming every mistake at once */
export const donorsEnvironment = () =>
  serviceEnvironment('donors', process.env, { LINDUNGI_PERSON_KEY: 'key' });

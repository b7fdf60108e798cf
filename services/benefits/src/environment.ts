import { serviceEnvironment } from '@lindungi/subgraph';

/** All that benefits is told from outside. @throws EnvironmentMalformed naming every mistake at once */
export const benefitsEnvironment = () => serviceEnvironment('benefits', process.env);

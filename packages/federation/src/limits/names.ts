import { GraphQLError } from 'graphql';

/**
 * Whether an object written with this key would reach its own prototype. Answers are merged by response key,
 * so these never become one: both families of JavaScript gateways were broken by exactly that in 2026.
 */
export function reachesPrototype(name: string): boolean {
  switch (name.length) {
    case 9:
      return name === '__proto__' || name === 'prototype';
    case 11:
      return name === 'constructor';
    default:
      return false;
  }
}

/** @param where  'document' or 'variables': the sentence tells no more, the name itself least */
export function refuseName(where: string): never {
  throw new GraphQLError(`A name of the ${where} is not allowed.`, {
    extensions: { code: 'NAME_FORBIDDEN' },
  });
}

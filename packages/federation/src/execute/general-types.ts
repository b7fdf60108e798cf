import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';

/** Questions about type names that a plan or an answer may ask; names may be of interfaces, or of nothing. */
export interface TypeTest {
  /** May an object of `name` stand where `condition` is asked? */
  fits(name: string, condition: string): boolean;
  /** Is it an object type of the supergraph? An interface object's name is not. */
  isConcrete(name: unknown): boolean;
}

export function typeTest(full: GraphQLSchema): TypeTest {
  return {
    fits(name, condition) {
      if (name === condition) return true;
      const wanted = full.getType(condition);
      const type = full.getType(name);
      if (!isAbstractType(wanted) || !(isObjectType(type) || isInterfaceType(type))) return false;
      return full.isSubType(wanted, type);
    },
    isConcrete: (name) => typeof name === 'string' && isObjectType(full.getType(name)),
  };
}

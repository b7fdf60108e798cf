import { type GraphQLSchema, getNamedType, isCompositeType, isRequiredArgument } from 'graphql';

/** A document as plain as can be: the first root field that can be asked with nothing. Undefined if there is none. */
export function plainDocument(schema: GraphQLSchema): string | undefined {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const plain = fields.find(({ args }) => !args.some(isRequiredArgument));
  if (!plain) return undefined;
  return isCompositeType(getNamedType(plain.type)) ? `{ ${plain.name} { __typename } }` : `{ ${plain.name} }`;
}

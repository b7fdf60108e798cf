// What the clients ask. Each has 250 sets of variables, so that no engine lives off one answer.

const SETS = 250;
const sets = (of) => Array.from({ length: SETS }, (_, n) => of(n));

export const QUERIES = {
  small: {
    title: 'small',
    query: 'query Small($id: ID!) { donor(id: $id) { id name email tier } }',
    variables: sets((n) => ({ id: `d${n * 3}` })),
  },
  hops: {
    title: 'two hops',
    query: `query Hops($id: ID!) {
      donor(id: $id) { id name pledges(first: 10) { id months beneficiary { id name city birthYear } } }
    }`,
    variables: sets((n) => ({ id: `d${n * 3 + 1}` })),
  },
  large: {
    title: 'four subgraphs',
    query: `query Large($after: Int!) {
      donors(first: 60, after: $after) {
        id name email tier
        invoices(first: 3) { id amount due state }
        pledges(first: 6) {
          id months amount
          beneficiary { id name city birthYear occupation coverage { id plan limit } }
        }
      }
    }`,
    variables: sets((n) => ({ after: n * 4 })),
  },
  stages: {
    title: 'fragments, abstract, 3 stages',
    query: `query Stages($after: Int!, $contact: Boolean!, $history: Boolean!) {
      donors(first: 28, after: $after) {
        ...Card
        calendar
        activity(first: 4) {
          __typename
          at
          ... on PledgeMade { pledge { id months beneficiary { ...Worker } } }
          ... on NoteAdded { text author { id name } }
          ... on VisitPaid { beneficiary { ...Worker } }
        }
        pledges(first: 3) @include(if: $history) { id beneficiary { ...Worker } }
      }
    }
    fragment Card on Donor { id name email @include(if: $contact) tier invoices(first: 2) { id amount } }
    fragment Worker on Beneficiary { id name city coverage { plan limit branch { id title hours } } }`,
    variables: sets((n) => ({ after: n * 4, contact: n % 5 !== 0, history: n % 10 !== 0 })),
  },
};

/** The `n`th of as many different documents as one likes; each small, each planned anew. */
export function distinctDocument(n) {
  const fields = ['name', 'email', 'tier', 'calendar'].filter((_, bit) => (n >> bit) & 1);
  return `query Distinct${n}($id: ID!) { donor(id: $id) { id ${fields.join(' ')} a${n}: name } }`;
}

export const SUBSCRIPTIONS = {
  field: {
    title: 'one field',
    query: 'subscription Field($city: String!) { pledgeMade(city: $city) { id } }',
  },
  entity: {
    title: 'entity fields',
    query: `subscription Entity($city: String!) {
      pledgeMade(city: $city) { id months amount beneficiary { id name city occupation } }
    }`,
  },
};

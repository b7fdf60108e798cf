import { type Random, randomFrom } from './random';

/** Text that has hurt scanners of JSON. */
export const hostileTexts = [
  '',
  'plain',
  '"',
  '\\',
  '\\"',
  '"errors":',
  '}]}}',
  '{"data":{"_entities":[',
  'é☃😀',
  '\ud800',
  'x\udfffy',
  '\u0000\u001f',
  '\n\t',
  '\u2028',
  '__proto__',
  'null',
  'x'.repeat(3000),
  '","id":"9"',
  'a\\u0022b',
  '/</script>',
];
const wholes = [0, 1, -1, 2147483647, -2147483648, 42, 123456789, 1234567890];
const floats = [0, 1, 0.5, -2.25, 1e21, 1e-7, 123456789012345680000, 2 ** 53 + 2, 5e-324, 3];

export interface Row {
  __typename: string;
  /** Unknown to the subgraph that has `fieldsOfTheGone`. */
  gone?: boolean;
  [field: string]: unknown;
}

export interface World {
  products: Row[];
  gifts: Row[];
  brands: Row[];
  users: Row[];
  warehouses: Row[];
  reviews: Row[];
  /** Values of the root fields; functions take the field's arguments. */
  roots: Record<string, unknown>;
}

/** Rows of a shop, drawn from a seed: nulls in a quarter of places, hostile texts and numbers in the others. */
export function worldOf(seed: number): World {
  const random = randomFrom(seed);
  const draw = drawing(random);
  const users = rows('User', 5, (i) => ({
    id: i === 4 ? `${draw.text()}u` : `u${i}`,
    name: draw.maybe(draw.text()),
    email: seed % 3 === 0 && random.once(5) ? null : draw.text(),
    reviewCount: draw.whole(),
    gone: i > 0 && random.once(8),
  }));
  const warehouses = rows('Warehouse', 4, (i) => ({
    code: draw.text() + i,
    region: { __typename: 'Region', zone: i },
    city: draw.maybe(draw.text()),
    manager: draw.maybe(random.pick(users.filter((user) => !user.gone))),
    capacity: draw.whole(),
    gone: seed % 2 === 0 && random.once(5),
  }));
  const brands = rows('Brand', 3, (i) => ({
    id: `b${i}${i ? '' : draw.text()}`,
    title: draw.maybe(draw.text()),
    stockists: draw.maybe([random.pick(warehouses)]),
    country: draw.maybe(draw.text()),
    owner: draw.maybe(random.pick(users)),
  }));
  const products = rows('Product', 6, (i) => product(draw, random, { i, seed, brands, warehouses }));
  const gifts = rows('Gift', 3, (i) => ({
    id: `g${i}`,
    price: draw.maybe(draw.float()),
    brand: draw.maybe(random.pick(brands)),
    note: draw.maybe(draw.text()),
    wraps: draw.maybe(random.pick(products)),
    inStock: draw.maybe(true),
  }));
  const reviews = rows('Review', 8, (i) => ({
    id: `r${i}`,
    body: draw.maybe(draw.text()),
    rating: draw.float(),
    author: draw.maybe(random.pick(users)),
    product: draw.maybe(random.pick(products)),
  }));
  for (const row of products) {
    row.related = draw.maybe([random.pick(products), null, random.pick(products)]);
    row.reviews = reviews.filter(() => random.once(3));
    row.best = draw.maybe(random.pick(reviews));
  }
  const world = { products, gifts, brands, users, warehouses, reviews };
  return { ...world, roots: rootsOf(world, random) };
}

function drawing(random: Random) {
  return {
    text: (): string => random.pick(hostileTexts) + (random.once(2) ? '' : random.below(99)),
    whole: (): number => random.pick(wholes),
    float: (): number => random.pick(floats),
    maybe: <T>(value: T): T | null => (random.once(4) ? null : value),
  };
}
type Drawing = ReturnType<typeof drawing>;

const rows = (__typename: string, count: number, make: (i: number) => Omit<Row, '__typename'>): Row[] =>
  Array.from({ length: count }, (_, i) => ({ __typename, ...make(i) }));

function product(
  draw: Drawing,
  random: Random,
  { i, seed, brands, warehouses }: { i: number; seed: number; brands: Row[]; warehouses: Row[] },
): Omit<Row, '__typename'> {
  const dims = (): Row => ({
    __typename: 'Dims',
    w: draw.whole(),
    h: draw.maybe(draw.float()),
    unit: draw.maybe({ __typename: 'Unit', name: draw.text(), si: draw.maybe(true) }),
  });
  const measures = dims();
  const boxes = draw.maybe([dims(), dims()].slice(0, random.below(3)));
  const brand = draw.maybe(random.pick(brands));
  const price = draw.maybe(draw.float());
  const weight = draw.whole();
  return {
    id: `p${i}`,
    sku: draw.text() + i,
    name: draw.maybe(draw.text()),
    label: draw.text(),
    price,
    weight,
    dims: measures,
    boxes,
    grid: draw.maybe([[1, draw.maybe(draw.whole())], draw.maybe([]), [draw.whole()]]),
    flags: [true, false].slice(0, random.below(3)),
    brand,
    status: random.pick(['NEW', 'OLD', 'SOLD_OUT']),
    meta: draw.maybe(random.pick([{ a: [1, { b: draw.text() }] }, draw.text(), 3.5, true, [], {}])),
    inStock: draw.maybe(random.once(2)),
    warehouse: draw.maybe(random.pick(warehouses)),
    warehouses: draw.maybe([[random.pick(warehouses), null], draw.maybe([random.pick(warehouses)]), []]),
    catalog: draw.maybe(draw.text()),
    ...computed({ price, weight, dims: measures, boxes, brand }),
    gone: seed % 4 === 0 && random.once(6),
  };
}

interface Required {
  price?: unknown;
  weight?: unknown;
  dims?: unknown;
  boxes?: unknown;
  brand?: unknown;
}
interface Measures {
  w?: unknown;
  h?: unknown;
  unit?: { name?: unknown } | null;
}

/** Fields that tell what they were computed from, so that a wrong `@requires` shows in the answer. */
export function computed(row: Required): { ship: string; pack: string; tax: string } {
  const dims = row.dims as Measures | undefined;
  const boxes = row.boxes as Measures[] | null | undefined;
  const brand = row.brand as { id?: unknown } | null | undefined;
  return {
    ship: JSON.stringify([row.price, row.weight, dims?.w, dims?.unit?.name ?? null]),
    pack: JSON.stringify(boxes?.map((box) => box.h) ?? null),
    tax: JSON.stringify(brand?.id ?? null),
  };
}

function rootsOf(
  { products, gifts, brands, users, reviews }: Omit<World, 'roots'>,
  random: Random,
): World['roots'] {
  const at =
    (list: readonly Row[]) =>
    ({ i }: { i: number }) =>
      list[i] ?? null;
  return {
    products,
    product: at(products),
    items: [random.pick(products), null, random.pick(gifts), random.pick(brands), random.pick(products)],
    node: ({ i }: { i: number }) => [products[0], gifts[0], brands[0], null][i % 4],
    sellables: [[products[0], gifts[1], null], [], [random.pick(products)]],
    strict: products[1],
    echo: (given: object) => JSON.stringify(given),
    review: at(reviews),
    me: users[0],
    touch: at(products),
    must: at(products),
  };
}

import { type Month, type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { Post } from '@lindungi/tenancy';
import { monthInWords } from '../month-in-words';

/** How many donors of one post there are, and how many workers the city asks of each. */
export interface PostPotential {
  post: Post;
  donors: number;
  quota: number;
  workers: number;
}

/** What the movement would reach if every donor on the roster followed the city's appeal. */
export interface PotentialNumbers {
  byPost: PostPotential[];
  workers: number;
  perMonth: Rupiah;
  month: Month;
  price: Rupiah;
}

/** From the highest post down, as an appeal is read out. */
const POSTS: readonly Post[] = ['JPT_PRATAMA', 'ADMINISTRATOR', 'OTHERS'];

/**
 * Each post's advisory quota times the donors of that post; then rupiah a month at one price.
 *
 * It is a potential, not a target and not a forecast: the quota is an appeal, and the price is the
 * full one of `month`, because relief depends on a worker's sector, which a potential has none of.
 *
 * @param quota  workers per donor, from the city's file
 * @param donors how many donors the roster has, by post
 * @param price  the contribution for one worker for `month`, without relief
 */
export function potentialOf(
  quota: Readonly<Record<Post, number>>,
  donors: Readonly<Partial<Record<Post, number>>>,
  month: Month,
  price: Rupiah,
): PotentialNumbers {
  const byPost = POSTS.map((post) => {
    const there = donors[post] ?? 0;
    return { post, donors: there, quota: quota[post], workers: there * quota[post] };
  });
  const workers = byPost.reduce((total, row) => total + row.workers, 0);
  return { byPost, workers, perMonth: rupiah(workers * price), month, price };
}

/** The sum in words, for whoever wants to check it: `12 × 3 + 40 × 2 + 900 × 1 = 1.016 pekerja × Rp16.800 …`. */
export function formulaOf(potential: PotentialNumbers, language: 'id' | 'en'): string {
  const locale = language === 'id' ? 'id-ID' : 'en-GB';
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  const money = (value: number) => `Rp${number(value)}`;
  const { byPost, workers, perMonth, month, price } = potential;
  const asked = byPost.map(({ donors, quota }) => `${number(donors)} × ${number(quota)}`).join(' + ');
  return language === 'id'
    ? `Donatur × ajakan per jenjang (JPT pratama, administrator, lainnya): ${asked} = ${number(workers)} pekerja; ` +
        `× ${money(price)}, iuran penuh ${monthInWords(month, language)} tanpa keringanan = ${money(perMonth)} per bulan.`
    : `Donors × appeal by post (JPT pratama, administrator, others): ${asked} = ${number(workers)} workers; ` +
        `× ${money(price)}, the full contribution of ${monthInWords(month, language)} without relief = ${money(perMonth)} a month.`;
}

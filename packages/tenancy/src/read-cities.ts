import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { City } from './city';
import { cityFile, cityOf } from './city-file';
import { paymentSecretNames, paymentWays } from './payment-ways';

/** What is wrong with the folder of cities, all of it at once. */
export class CitiesMalformed extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(['The cities cannot be read:', ...mistakes].join('\n  '));
  }
}

/**
 * Every city of a folder, by code. Strict, so that a slip of the pen stops the process instead of
 * becoming a rule: an unknown key, a missing key, a kelurahan below another kecamatan, a branch
 * nobody named, two cities with one code, host, issuer or payment secret.
 *
 * @param folder  of files named `<code>-<name>.yaml`
 * @throws CitiesMalformed with every mistake of every file
 */
export function readCities(folder: string): City[] {
  const mistakes: string[] = [];
  const found: City[] = [];
  const files = filesOf(folder, mistakes);
  for (const file of files) {
    const city = readCity(folder, file, mistakes);
    if (city) found.push(city);
  }
  if (files.length > 0) mistakes.push(...clashes(found));
  if (mistakes.length > 0) throw new CitiesMalformed(mistakes);
  return found.sort((a, b) => a.code.localeCompare(b.code));
}

function filesOf(folder: string, mistakes: string[]): string[] {
  let files: string[] = [];
  try {
    files = readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort();
  } catch (error) {
    mistakes.push(`${folder}: ${(error as Error).message}`);
    return [];
  }
  if (files.length === 0) mistakes.push(`${folder}: there is no city`);
  return files;
}

function readCity(folder: string, file: string, mistakes: string[]): City | undefined {
  let content: unknown;
  try {
    content = parse(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    mistakes.push(`${file}: ${(error as Error).message}`);
    return undefined;
  }
  const read = cityFile.safeParse(content);
  if (!read.success) {
    mistakes.push(
      ...read.error.issues.map((issue) => `${file}: ${issue.path.join('.') || 'file'}: ${issue.message}`),
    );
    return undefined;
  }
  const city = cityOf(basename(file, '.yaml'), read.data);
  mistakes.push(...slipsOf(city).map((slip) => `${file}: ${slip}`));
  return city;
}

/** What no shape can say: that one part of the file agrees with another. */
function slipsOf(city: City): string[] {
  const slips: string[] = [];
  const region = `${city.code.slice(0, 2)}.${city.code.slice(2)}.`;
  const branches = new Set(city.branches.map((branch) => branch.code));
  if (!city.slug.startsWith(`${city.code}-`)) slips.push(`the file's name does not begin with ${city.code}-`);
  for (const kecamatan of city.kecamatan) {
    const { code, branch, kelurahan } = kecamatan;
    if (!code.startsWith(region)) slips.push(`kecamatan ${code} does not lie in ${city.code}`);
    if (!branches.has(branch)) slips.push(`kecamatan ${code}: no branch is called ${branch}`);
    if (kelurahan.length === 0) slips.push(`kecamatan ${code} has no kelurahan`);
    for (const each of kelurahan) {
      if (!each.code.startsWith(`${code}.`))
        slips.push(`kelurahan ${each.code} does not lie in kecamatan ${code}`);
    }
  }
  slips.push(
    ...twice(
      'kecamatan',
      city.kecamatan.map((each) => each.code),
    ),
  );
  slips.push(
    ...twice(
      'branch',
      city.branches.map((each) => each.code),
    ),
  );
  slips.push(...twice('pledge length', city.pledge.months.map(String)));
  slips.push(...twice('relation', city.pledge.relations));
  slips.push(
    ...twice(
      'payment provider',
      paymentWays(city).map((way) => way.provider),
    ),
  );
  // Xendit signs no body: what it says is believed only when its own API says so too
  for (const way of paymentWays(city))
    if (way.provider === 'XENDIT' && !way.api) slips.push('payment provider XENDIT needs an api');
  return slips;
}

/** What two cities may not share, because a request finds its city by it. */
function clashes(found: readonly City[]): string[] {
  return [
    ...twice(
      'code',
      found.map((city) => city.code),
    ),
    ...twice(
      'portal',
      found.map((city) => city.portal),
    ),
    ...twice(
      'issuer',
      found.map((city) => city.issuer.url),
    ),
    ...twice('payment secret', found.flatMap(paymentSecretNames)),
  ];
}

function twice(what: string, values: readonly string[]): string[] {
  const repeated = values.filter((value, at) => values.indexOf(value) !== at);
  return [...new Set(repeated)].map((value) => `${what} ${value} is there twice`);
}

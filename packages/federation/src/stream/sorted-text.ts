/** JSON with the keys of every object in order, so that equal values give equal texts. */
export function sortedText(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) => {
    if (typeof it !== 'object' || it === null || Array.isArray(it)) return it;
    const sorted: Record<string, unknown> = Object.create(null);
    for (const key of Object.keys(it).sort()) sorted[key] = (it as Record<string, unknown>)[key];
    return sorted;
  });
}

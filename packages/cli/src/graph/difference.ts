const CONTEXT = 2;

/**
 * What changes from one text to the other, line by line: `-` gone, `+` new, two lines around it.
 * Empty when they are equal.
 */
export function difference(before: string, after: string): string {
  const steps = walk(before.split('\n'), after.split('\n'));
  const near = (at: number) =>
    steps.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((step) => step[0] !== ' ');
  const shown: string[] = [];
  for (const [at, step] of steps.entries()) {
    if (near(at)) shown.push(step);
    else if (shown.length > 0 && shown.at(-1) !== '  …') shown.push('  …');
  }
  while (shown.at(-1) === '  …') shown.pop();
  return shown.join('\n');
}

/** The shortest way from `a` to `b`, over a table of longest common parts. */
function walk(a: readonly string[], b: readonly string[]): string[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const same = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  const changed = between(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [...same(a.slice(0, head)), ...changed, ...same(tail ? a.slice(-tail) : [])];
}

function between(a: readonly string[], b: readonly string[]): string[] {
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const steps: string[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      steps.push(`  ${a[i++]}`);
      j++;
    } else if (
      i < a.length &&
      (j === b.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
    ) {
      steps.push(`- ${a[i++]}`);
    } else {
      steps.push(`+ ${b[j++]}`);
    }
  }
  return steps;
}

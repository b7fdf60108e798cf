import { cpus, loadavg, totalmem } from 'node:os';
import process from 'node:process';

/** One paragraph that says when, where and under which load the figures were made. */
export function printMachine(command) {
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  console.log(`${new Date().toISOString()}  ${command}`);
  console.log(
    `${cpus().length} × ${cpu.model.trim()}, ${gigabytes} GB, Linux ${process.arch}, Node ${process.version}, ` +
      `load ${loadavg()[0].toFixed(1)} (a shared machine: read the ratios)\n`,
  );
}

/** Rows as a Markdown table, so that what was seen can be quoted as it is. */
export function printTable(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
  const [first, ...others] = all.map(line);
  const rule = `| ${widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  console.log([first, rule, ...others, ''].join('\n'));
}

#!/usr/bin/env node
import { check } from './command/check';
import { dev } from './command/dev';
import { doctor } from './command/doctor';
import { graph } from './command/graph';
import { help } from './command/help';
import { operations } from './command/operations';
import { pay } from './command/pay';
import { roster } from './command/roster';
import { start } from './command/start';
import { tidy } from './command/tidy';
import { token } from './command/token';
import { OperatorError } from './operator-error';

const commands: Record<string, (args: readonly string[]) => number | Promise<number>> = {
  start,
  dev,
  graph,
  token,
  pay,
  roster,
  doctor,
  check,
  operations,
  tidy,
  help,
};

async function main([name = 'help', ...args]: readonly string[]): Promise<number> {
  const command = commands[name];
  if (command) return command(args);
  throw new OperatorError({
    id: `Tidak ada perintah "${name}". Yang ada: ${Object.keys(commands).join(', ')}.`,
    en: `There is no command "${name}". There are: ${Object.keys(commands).join(', ')}.`,
  });
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof OperatorError) console.error(`\n${error.words.id}\n${error.words.en}`);
    else console.error(error);
    process.exit(1);
  },
);

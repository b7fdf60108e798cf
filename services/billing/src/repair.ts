import { text } from 'node:stream/consumers';
import { DataSource } from 'typeorm';
import { type Repair, raiseForRepair } from './alarm/repair.service';
import { repairEnvironment } from './environment';

/** Reads from stdin what the nightly check found, as JSON, and raises an alarm for each; prints how many are new. */
async function main(): Promise<void> {
  const repairs = JSON.parse(await text(process.stdin)) as Repair[];
  const source = new DataSource({
    type: 'postgres',
    url: repairEnvironment().adminUrl,
    installExtensions: false,
  });
  await source.initialize();
  try {
    const raised = await source.transaction((admin) => raiseForRepair(admin, repairs));
    process.stdout.write(JSON.stringify({ raised }));
  } finally {
    await source.destroy();
  }
}

void main();

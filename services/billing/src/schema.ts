import 'reflect-metadata';
import { printSubgraph, runProcess } from '@lindungi/subgraph';
import { graph } from './graph';

void runProcess('billing', async () => {
  process.stdout.write(await printSubgraph(graph));
});

export { PrintedFile, printedFile } from '@lindungi/subgraph';

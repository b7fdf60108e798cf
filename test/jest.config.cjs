const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const rooms = [
  ...['packages', 'services'].flatMap((hall) =>
    readdirSync(join(root, hall)).map((room) => `${hall}/${room}`),
  ),
  'gateway',
].filter((room) => existsSync(join(root, room, 'src')));

const swc = [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2023',
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

/** Packages are read from their sources, so that rules are tested without a build. */
const sources = {
  '^@lindungi/(jamsostek|tenancy|events|subgraph|federation|cli)$': `${root}/packages/$1/src/index.ts`,
};

/** One Postgres for the run, started only when a room that may need it is tested. */
const postgres = {
  globalSetup: join(root, 'packages/cli/src/for-tests/global-setup.ts'),
  globalTeardown: join(root, 'packages/cli/src/for-tests/global-teardown.ts'),
};

const project = (dir, testMatch, more = {}) => ({
  displayName: dir,
  rootDir: join(root, dir),
  testEnvironment: 'node',
  testMatch,
  // jose is published as ES modules only, which jest runs no other way.
  transform: { '^.+\\.ts$': swc, '/node_modules/jose/.+\\.js$': swc },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  moduleNameMapper: sources,
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  ...(dir !== 'packages/jamsostek' && postgres),
  ...more,
});

module.exports = {
  rootDir: root,
  maxWorkers: 2,
  testTimeout: 60_000,
  projects: [
    ...rooms.map((room) => project(room, ['<rootDir>/src/**/*.test.ts'])),
    project('test', ['<rootDir>/{house,stories,hostile,faults}/**/*.test.ts']),
  ],
};

// Loaded before each program of the house (NODE_OPTIONS), so that a third city is at work there without a file in the
// product. It is read as strictly as the others are.
const { dirname, join } = require('node:path');

const reading = require(join(dirname(require.resolve('@lindungi/tenancy')), 'read-cities.js'));
const { readCities } = reading;
reading.readCities = (folder) => [...readCities(folder), ...readCities(join(__dirname, 'cities'))];

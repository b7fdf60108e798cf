// Loaded before each program of a house (NODE_OPTIONS): its cities are the files of another folder, none of the product's.
// They are read as strictly as those.
const { dirname, join } = require('node:path');
const process = require('node:process');

const reading = require(join(dirname(require.resolve('@lindungi/tenancy')), 'read-cities.js'));
const { readCities } = reading;
const folder = process.env.BENCH_CITIES;
if (folder) reading.readCities = () => readCities(folder);

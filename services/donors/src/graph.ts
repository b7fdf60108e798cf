import { type Graph, trailOf } from '@lindungi/subgraph';
import { Agency } from './agency/agency.entity';
import { AgencyResolver } from './agency/agency.resolver';
import { donorCountsOfAgencies, readAgencies } from './agency/agency.service';
import { City } from './city/city.entity';
import { CityResolver } from './city/city.resolver';
import { readCity } from './city/city.service';
import { Donor } from './donor/donor.entity';
import { DonorResolver, ViewerResolver } from './donor/donor.resolver';
import { readDonors } from './donor/donor.service';
import { RosterResolver } from './donor/roster.resolver';
import { Pledge, Worker } from './pledge/pledge.entity';
import { DonorPledgesResolver, PledgeResolver } from './pledge/pledge.resolver';
import { donorsOfPledges, pledgePagesOfDonors, readPledges } from './pledge/pledge.service';
import { WatchResolver } from './pledge/watch.resolver';
import { RosterImportResolver, RosterLeaverResolver } from './roster/import.resolver';

/** What donors says of itself in the graph. */
export const graph: Graph = {
  resolvers: [
    CityResolver,
    AgencyResolver,
    DonorResolver,
    ViewerResolver,
    RosterResolver,
    RosterImportResolver,
    RosterLeaverResolver,
    PledgeResolver,
    DonorPledgesResolver,
    WatchResolver,
    trailOf('donors'),
  ],
  orphanedTypes: [City, Agency, Donor, Pledge, Worker],
  readers: { City: readCity, Agency: readAgencies, Donor: readDonors, Pledge: readPledges },
  children: {
    'Agency.donorCount': donorCountsOfAgencies,
    'Donor.pledges': pledgePagesOfDonors,
    'Pledge.donor': donorsOfPledges,
  },
};

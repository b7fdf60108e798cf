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
import { GivingResolver } from './giving/giving.resolver';
import { givingOfAgencies } from './giving/giving.service';
import { thankedDonors } from './giving/thanks.service';
import { paidThroughOfPledges, protectedUntilOfPledges, statesOfPledges } from './pledge/heard.loaders';
import { Pledge, Worker } from './pledge/pledge.entity';
import { DonorPledgesResolver, PledgeResolver } from './pledge/pledge.resolver';
import { donorsOfPledges, pledgePagesOfDonors, readPledges } from './pledge/pledge.service';
import { PledgeRestResolver } from './pledge/rest.resolver';
import { WatchResolver } from './pledge/watch.resolver';
import { waitingPledges } from './pool/pool.loaders';
import { pledgesOfReminders } from './reminder/reminder.loaders';
import { ReminderResolver } from './reminder/reminder.resolver';
import { RosterImportResolver, RosterLeaverResolver } from './roster/import.resolver';
import { HandoverResolver } from './succession/handover.resolver';
import { SuccessionResolver } from './succession/succession.resolver';

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
    GivingResolver,
    PledgeRestResolver,
    HandoverResolver,
    SuccessionResolver,
    WatchResolver,
    ReminderResolver,
    trailOf('donors'),
  ],
  orphanedTypes: [City, Agency, Donor, Pledge, Worker],
  readers: { City: readCity, Agency: readAgencies, Donor: readDonors, Pledge: readPledges },
  children: {
    'Agency.donorCount': donorCountsOfAgencies,
    'Donor.pledges': pledgePagesOfDonors,
    'Agency.giving': givingOfAgencies,
    'Donor.thankedPublicly': thankedDonors,
    'Pledge.donor': donorsOfPledges,
    'Reminder.pledge': pledgesOfReminders,
    'Pledge.state': statesOfPledges,
    'Pledge.paidThrough': paidThroughOfPledges,
    'Pledge.protectedUntil': protectedUntilOfPledges,
    'Pledge.waitsForReceipt': waitingPledges,
  },
};

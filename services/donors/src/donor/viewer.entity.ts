import { ROLES, type Role } from '@lindungi/tenancy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Donor } from './donor.entity';

export const RoleEnum = Object.fromEntries(ROLES.map((role) => [role, role])) as Readonly<Record<Role, Role>>;
registerEnumType(RoleEnum, { name: 'Role', description: 'What a person may be in a city.' });

@ObjectType({ description: 'Whoever is asking, once signed in.' })
export class Viewer {
  @Field(() => ID)
  subject!: string;

  @Field(() => [RoleEnum])
  roles!: readonly Role[];

  @Field(() => Donor, { nullable: true, description: "Null when the viewer is not on the city's roster." })
  donor?: Donor | null;
}

/**
 * Whose names and pledges a caller may see: everyone's in the city, those of the agency in which the roster places a
 * treasurer, one's own, or nobody's.
 * A query takes all three: rows of everyone when `everyone`, else of the donor `self`, and of the agency of `colleague`.
 */
export interface Sight {
  everyone: boolean;
  self: string | null;
  /** Whose agency is seen; of one whom the roster places nowhere, nobody. */
  colleague: string | null;
}

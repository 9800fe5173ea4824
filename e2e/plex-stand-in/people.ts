/** An account at the stand-in. `email` is null for managed users; `owns` lists the machine identifiers they may use. */
export interface StandInPerson {
  id: number;
  username: string;
  title?: string;
  friendlyName?: string;
  email?: string | null;
  owns?: string[];
}

/** The people who opened the recorded rooms, with their Plex ids, and some who opened none. */
export const SAMPLE_PEOPLE: StandInPerson[] = [
  { id: 4410937, username: "tomasz", email: "tomasz@example.com", owns: ["sample-server"] },
  { id: 18402277, username: "mara_k", email: "mara@example.com" },
  { id: 73920018, username: "Ines", email: null },
  { id: 20933415, username: "j.okafor" },
  { id: 9120456, username: "lena@example.org", email: "lena@example.org" },
  { id: 51007723, username: "Priya" },
  { id: 88120345, username: "Yuki" },
  { id: 182, username: "oldtimer" },
  { id: 330018264, username: "Zoë" },
  { id: 61200417, username: "Sven" },
  { id: 77001122, username: "newcomer" },
  { id: 90210010, username: "founder" },
  { id: 90210011, username: "walter" },
  { id: 90210012, username: "agnes" },
  { id: 90210013, username: "porter" },
  { id: 90210014, username: "attic" },
  { id: 90210015, username: "cellar" },
  { id: 90210016, username: "balcony" },
  { id: 90210017, username: "garden" },
  { id: 90210018, username: "pantry" },
  { id: 90210031, username: "landing" },
  { id: 90210032, username: "terrace" },
  { id: 90210021, username: "Wolfeschlegelsteinhausenbergerdorff_the_Elder" },
];

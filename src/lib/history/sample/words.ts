/** Words for invented names. No combination of them is meant to be a real artist. */

export const ADJECTIVES = list(`
  Amber, Bright, Borrowed, Copper, Distant, Drowsy, Electric, Folded, Gentle, Glass, Golden, Hollow, Indigo, Little,
  Lucky, Marble, Midnight, Northern, Paper, Patient, Pocket, Quiet, Restless, Salted, Secret, Silver, Slow, Soft,
  Sudden, Tender, Unsent, Velvet, Wandering, Wooden, Yellow, Zinc`);

export const NOUNS = list(`
  Almanac, Antenna, Arcade, Atlas, Bicycle, Bureau, Cartographer, Chandelier, Compass, Engine, Escalator, Ferry,
  Garden, Harbour, Heron, Kettle, Lantern, Library, Lighthouse, Meadow, Metronome, Observatory, Orchard, Otter, Parade,
  Pelican, Piano, Postcard, Satellite, Staircase, Telegram, Thimble, Tramway, Typewriter, Umbrella, Weather, Windmill,
  Xylophone`);

export const FIRST_NAMES = list(`
  Ada, Bela, Cleo, Dario, Edda, Faye, Goran, Hanne, Ivo, Juno, Kaya, Leif, Mina, Noor, Odile, Pavel, Runa, Soren,
  Tilda, Ugo, Vesna, Wanda, Yara, Zeno`);

export const LAST_NAMES = list(`
  Ashgrove, Brightwater, Corvane, Dunmarsh, Elmquist, Fernhollow, Glasswright, Hazelmoor, Inkwell, Juniper, Kestrelli,
  Larkvale, Mossberry, Nightingall, Oakenshaw, Pebblebrook, Quillfeather, Rainsworth, Starling-Voss, Thistlewood`);

/** Follow "from". */
export const PLACES = list(`
  the Attic, the Coast, Platform Nine, the Orchard, the Ferry, a Borrowed Room, the Last Tram, the Old Exchange,
  Winter Street, the Roof, the Tide Pool, the Waiting Room`);

export const VERBS = list(`
  Carry, Count, Draw, Fold, Follow, Forget, Hold, Keep, Leave, Paint, Remember, Return, Trade, Wait For, Wake`);

export function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return noun.endsWith('s') ? `${noun}es` : `${noun}s`;
}

function list(text: string): string[] {
  return text.split(',').map((word) => word.trim());
}

import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { RATE, type Take, wavHeader } from '../../../src/lib/catalogue/index.ts';
import { Deck } from '../../../src/lib/player/deck.ts';

let elements: HTMLAudioElement[];
beforeEach(async () => {
  // Browsers let a page sound only after somebody has touched it.
  await userEvent.click(document.body);
  elements = [];
  const Original = Audio;
  vi.stubGlobal('Audio', function audio() {
    const element = new Original();
    elements.push(element);
    return element;
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
});

function take(seconds: number, whole: boolean): Take {
  const frames = seconds * RATE;
  const sound = Int16Array.from({ length: 2 * frames }, (_, i) => 500 * Math.sin(i / 40));
  return { file: new Blob([wavHeader(frames, RATE), sound], { type: 'audio/wav' }), seconds, whole };
}

function openDeck() {
  const told = { onchange: vi.fn(), onend: vi.fn(), onproblem: vi.fn() };
  const deck = new Deck(told);
  deck.volume = 0.01;
  onTestFinished(() => {
    deck.stop();
  });
  return { deck, told };
}

const sounding = () =>
  elements.filter(({ paused, ended, readyState }) => !paused && !ended && readyState > 2);
const reaches = (deck: Deck, seconds: number) =>
  vi.waitFor(
    () => {
      expect(deck.position).toBeGreaterThan(seconds);
    },
    { timeout: 10_000, interval: 10 }
  );

describe('a piece of which only the beginning is there', () => {
  test('plays, and goes on in the whole without a silence', async () => {
    const { deck, told } = openDeck();
    let give: (take: Take) => void = () => undefined;
    deck.start(
      (onTake) => {
        give = onTake;
        onTake(take(3, false));
        return Promise.resolve();
      },
      { play: true, faded: false, at: 0 }
    );
    await reaches(deck, 0.5);
    const silences: number[] = [];
    const watch = setInterval(() => {
      if (sounding().length === 0) silences.push(deck.position);
    }, 10);
    give(take(8, true));
    await reaches(deck, 3.5);
    clearInterval(watch);
    expect(silences).toEqual([]);
    expect(sounding()).toHaveLength(1);
    expect(told.onproblem).not.toHaveBeenCalled();
  });

  test('waits where it ends, or where somebody jumped to, until there is more', async () => {
    const { deck } = openDeck();
    let give: (take: Take) => void = () => undefined;
    deck.start(
      (onTake) => {
        give = onTake;
        onTake(take(1, false));
        return Promise.resolve();
      },
      { play: true, faded: false, at: 0 }
    );
    await reaches(deck, 0.1);
    deck.seek(5);
    expect([deck.playing, deck.sounds, deck.position]).toEqual([true, false, 5]);
    give(take(4, false));
    expect(deck.position).toBe(5);
    give(take(8, true));
    await reaches(deck, 5.2);
    expect(deck.sounds).toBe(true);
  });
});

test('a piece that was left goes on where that was, as soon as there is so much of it', async () => {
  const { deck } = openDeck();
  let give: (take: Take) => void = () => undefined;
  deck.start(
    (onTake) => {
      give = onTake;
      onTake(take(2, false));
      return Promise.resolve();
    },
    { play: true, faded: false, at: 4 }
  );
  expect([deck.playing, deck.sounds, deck.position]).toEqual([true, false, 4]);
  give(take(8, true));
  await reaches(deck, 4.2);
  expect(deck.sounds).toBe(true);
});

test('tells once that a piece is over, at its end', async () => {
  const { deck, told } = openDeck();
  const open = (onTake: (take: Take) => void) => {
    onTake(take(1, true));
    return Promise.resolve();
  };
  deck.start(open, { play: true, faded: false, at: 0 });
  await vi.waitFor(
    () => {
      expect(told.onend).toHaveBeenCalledOnce();
    },
    { timeout: 10_000 }
  );
  expect(deck.position).toBeCloseTo(1, 1);
  deck.start(open, { play: false, faded: false, at: 0 });
  expect([deck.playing, deck.sounds]).toEqual([false, false]);
});

test('one piece fades into the next while both sound', async () => {
  const { deck, told } = openDeck();
  deck.crossfade = 1;
  const open = (onTake: (take: Take) => void) => {
    onTake(take(3, true));
    return Promise.resolve();
  };
  told.onend.mockImplementationOnce(() => {
    deck.start(open, { play: true, faded: true, at: 0 });
  });
  deck.start(open, { play: true, faded: false, at: 0 });
  await vi.waitFor(
    () => {
      expect(sounding()).toHaveLength(2);
    },
    { timeout: 10_000, interval: 10 }
  );
  await vi.waitFor(
    () => {
      expect(sounding()).toHaveLength(1);
    },
    { timeout: 10_000, interval: 10 }
  );
  await reaches(deck, 1);
});

test('a pause by the system is a pause', async () => {
  const { deck } = openDeck();
  deck.start(
    (onTake) => {
      onTake(take(5, true));
      return Promise.resolve();
    },
    { play: true, faded: false, at: 0 }
  );
  await reaches(deck, 0.1);
  sounding()[0]?.pause();
  await vi.waitFor(() => {
    expect(deck.playing).toBe(false);
  });
  deck.play();
  await reaches(deck, deck.position + 0.1);
});

import { describe } from "vitest";
import { testClosing } from "./closing";
import { testCopying } from "./copying";
import { testIllegalInput } from "./illegal-input";
import { testIncarnations } from "./incarnations";
import { testOddText } from "./odd-text";
import { testOverlap } from "./overlap";
import { testRatings } from "./ratings";
import type { OpenStorage } from "./sample-rooms";
import { testSaveAndGet } from "./save-and-get";
import { testTrash } from "./trash";

/** Tests the contract of a match storage, one capability after the other. `open` resolves with a new, empty storage each time. */
export function testMatchStorage(name: string, open: OpenStorage): void {
  describe(`${name}: match storage`, () => {
    testSaveAndGet(open);
    testOverlap(open);
    testIncarnations(open);
    testTrash(open);
    testCopying(open);
    testRatings(open);
    testOddText(open);
    testIllegalInput(open);
    testClosing(open);
  });
}

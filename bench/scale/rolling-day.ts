const quartersADay = 96;

/** Calls of the last 24 hours by quarter of an hour, and the readings of every shop, as `etsy_call_count` has them. */
export function rollingDay(shops: number) {
  const bins = new Uint16Array(shops * quartersADay);
  const ofShop = new Uint32Array(shops);
  const reading = new Uint32Array(quartersADay);
  const all = new Uint32Array(quartersADay);
  let quarter = 0;
  let used = 0;
  let usedReading = 0;
  return {
    count(shop: number, calls: number, isReading: boolean): void {
      const at = quarter % quartersADay;
      all[at] = (all[at] ?? 0) + calls;
      used += calls;
      if (!isReading) return;
      bins[shop * quartersADay + at] = (bins[shop * quartersADay + at] ?? 0) + calls;
      ofShop[shop] = (ofShop[shop] ?? 0) + calls;
      reading[at] = (reading[at] ?? 0) + calls;
      usedReading += calls;
    },
    /** What is a day old falls out. */
    goTo(minute: number): void {
      for (; quarter < Math.floor(minute / 15); ) {
        quarter += 1;
        const at = quarter % quartersADay;
        used -= all[at] ?? 0;
        usedReading -= reading[at] ?? 0;
        all[at] = 0;
        reading[at] = 0;
        for (let shop = 0; shop < shops; shop++) {
          const place = shop * quartersADay + at;
          ofShop[shop] = (ofShop[shop] ?? 0) - (bins[place] ?? 0);
          bins[place] = 0;
        }
      }
    },
    used: () => used,
    usedReading: () => usedReading,
    readBy: (shop: number) => ofShop[shop] ?? 0,
  };
}

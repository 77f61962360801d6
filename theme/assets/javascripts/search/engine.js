/*
 * The search itself: what is typed, made comparable, matched with an index and ranked. It knows no language:
 * whatever is particular to one comes with its index (see hooks/handbook/search/index.py for its shape).
 *
 * Ranking is BM25F over a topic's fields (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009), plus the
 * best single piece of text: a query that is nearly one of a topic's phrases is about that topic.
 */

"use strict";

/** Fields are title, aliases, phrases, summary and body, as numbered in index.py. */
const PHRASE = 2;
const BODY = 4;
const FIELDS = 5;

/** How much a word counts in each field, and how much a field's length matters there. */
const FIELD_WEIGHT = [4, 3, 1.8, 1, 0.4];
const FIELD_LENGTH = [0.3, 0.5, 0.6, 0.5, 0.6];
const SATURATION = 4;

/** How much a piece of text that is like the whole query counts, by field; further ones of the topic count less and less. */
const LIKENESS_WEIGHT = [1.5, 1.5, 1.2, 0.7, 0.5];
const LIKENESS = 3;
const SURPLUS = 0.6;
const IN_ORDER = 0.5;
const NEXT_PIECE = 0.6;
const NEAREST_PIECES = 80;

/** Of an index in parts so many topics are looked at closely, those that rank best by how often they have the words. */
const NEAREST_TOPICS = 12;
/** How many pieces of each field are counted in its parts, the fields in their order there, and the scale (see parts.py). */
const MOST_COUNTED = [[BODY, 63], [PHRASE, 63], [3, 3], [1, 15], [0, 1]];
/** More than a topic has pieces of text. */
const MOST_PIECES = 1 << 16;
const TELLING_SCALE = 4;

/** Topics of the first kind rank before others that answer as well. */
const FIRST_KIND = 1.06;

/** How sure a match is, by the way it was found. */
const SURE = { same: 1, lemma: 0.95, unfinished: 0.85, typo: 0.75, part: 0.6, related: 0.72, synonym: 0.5 };

/** What counts as knowing a word, and as meaning one. */
const KNOWN = 0.85;
const MEANT = 0.6;

/** Words less telling than this are not marked: they stand in one piece of text in twenty. */
const COMMON = 3;

/** Numbers are written as characters from here on, surrogates left out (see tables.py). */
const FIRST_CHARACTER = 0x5d;

const LONGEST_WORD = 40;
const LONGEST_QUERY = 60;

/** Lower-case words of a text, unfolded; see hooks/handbook/search/analysis.py. */
function wordsOf(text, analysis) {
  let lower = text.normalize("NFC");
  for (const [upper, small] of Object.entries(analysis.casing)) lower = lower.replaceAll(upper, small);
  lower = lower.toLowerCase();
  const apostrophe = /(?<=[\p{L}\p{N}_])['’ʼ‘`´](?=[\p{L}\p{N}_])/gu;
  lower =
    analysis.apostrophe === "join"
      ? lower.replace(apostrophe, "")
      : lower.replace(/(?<=[\p{L}\p{N}_])['’ʼ‘`´][\p{L}\p{N}_]+/gu, "");
  return lower.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** A lower-case word without what a foreign keyboard lacks; see hooks/handbook/search/analysis.py. */
function foldWord(word, analysis) {
  const apart = word.normalize("NFKD").replace(/([A-Za-zıđłøæœßðþ])[\u0300-\u036f]+/gu, "$1");
  return [...apart.normalize("NFC")].map((letter) => analysis.inseparable[letter] ?? letter).join("");
}

/** The first place in a sorted list whose value is not less than `value`. */
function firstAtLeast(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The words that are left when one letter is taken out, and the word itself. */
function withoutOneLetter(word) {
  const found = [word];
  for (let place = 0; place < word.length; place++) found.push(word.slice(0, place) + word.slice(place + 1));
  return found;
}

/** Whether two words differ by one letter put in, left out, changed, or two neighbours exchanged. */
function oneTypoApart(a, b) {
  if (a.length > b.length) [a, b] = [b, a];
  if (b.length - a.length > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const left = a.length - start - end;
  const right = b.length - start - end;
  if (left <= 0 && right <= 1) return true;
  if (left === 1 && right === 1) return true;
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}

/** The numbers that are written as characters. */
function numbersOf(characters) {
  return Array.from(characters, (character) => {
    const code = character.codePointAt(0);
    return (code < 0xd800 ? code : code - 0x800) - FIRST_CHARACTER;
  });
}

/** Sorted words from their front-coded string: a capital letter for how much is shared with the word before, the rest. */
function frontDecoded(coded) {
  let before = "";
  return [...coded.matchAll(/([A-Z])([^A-Z]*)/gu)].map(([, shared, rest]) => {
    before = before.slice(0, shared.charCodeAt(0) - 65) + rest;
    return before;
  });
}

/** Numbers of both signs that are written as characters. */
const signedNumbersOf = (characters) => numbersOf(characters).map((number) => (number >> 1) ^ -(number & 1));

/** The lemma of each form from its distance to the newest; `newest` is the last one before them. */
function lemmaNumbers(distances, newest) {
  return numbersOf(distances).map((distance) => (distance === 0 ? ++newest : newest - distance + 1));
}

/** Sorted folded words with their lemmas, numbered from `firstForm` and `firstLemma` on: all of an index, or a part. */
class Words {
  #firstForm;

  constructor(data, firstForm = 0, firstLemma = 0) {
    this.#firstForm = firstForm;
    this.forms = frontDecoded(data.forms);
    this.lemmas = lemmaNumbers(data.lemma_of_form, firstLemma - 1);
    this.beginnings = new Map();
    this.forms.forEach((form, place) => this.beginnings.set(form, this.lemmas[place]));
    const steps = signedNumbersOf(data.lemma_of_beginning);
    frontDecoded(data.beginnings).forEach((start, place) => {
      const next = Math.min(firstAtLeast(this.forms, start), this.forms.length - 1);
      this.beginnings.set(start, this.lemmas[next] + steps[place]);
    });
  }

  /** { number, lemma } of a folded form that the handbook has. */
  find(form) {
    const place = firstAtLeast(this.forms, form);
    return this.forms[place] === form ? { number: this.#firstForm + place, lemma: this.lemmas[place] } : undefined;
  }

  /** Every form under itself and under each of its spellings with one letter left out (Garbe: SymSpell, 2012). */
  get byDeletion() {
    return (this.ownByDeletion ??= placesByDeletion(this.forms, 4, Infinity));
  }

  /** The same for the first letters of the longer forms. */
  get byBeginningDeletion() {
    return (this.ownByBeginningDeletion ??= placesByDeletion(this.forms, 6, 6));
  }
}

/** The places of the forms of at least `shortest` letters by the spellings of their first letters without one. */
function placesByDeletion(forms, shortest, letters) {
  const places = new Map();
  forms.forEach((form, place) => {
    if (form.length < shortest) return;
    for (const key of withoutOneLetter(form.slice(0, letters))) {
      if (!places.has(key)) places.set(key, []);
      places.get(key).push(place);
    }
  });
  return places;
}

const NO_WORDS = new Words({ forms: "", lemma_of_form: "", beginnings: "", lemma_of_beginning: "" });

/**
 * One language's index. It comes whole, or in parts (see parts.py), of which a query needs a few: what was missing when it was
 * asked stands in `missing`. Whoever asks adds those parts and asks again, until nothing is missing. While only the pieces of
 * topics are, `isNearlyRight` says so: the answer is then what their counts promise.
 */
class SearchIndex {
  #words;
  #parts;
  #countsByLemma = new Map();
  #countsByForm = new Map();
  #unitsByForm = new Map();

  /** Takes what the `index` file of one language holds, and for each topic the texts of its body, where they are wanted. */
  constructor(data, bodies = []) {
    this.locale = data.locale;
    this.analysis = data.analysis;
    this.topics = data.topics;
    this.synonyms = data.synonyms.map((group) => group.split(" ").map(numbersOf).filter(({ length }) => length));
    this.missing = new Set();
    this.#indexSynonyms();
    if (data.units) this.#takeWhole(data, bodies);
    else this.#expectParts(data);
  }

  #takeWhole(data, bodies) {
    this.#words = new Words(data);
    const units = data.units.flatMap((fields, topic) => [
      ...this.#readUnits(topic, fields),
      ...(bodies[topic] ?? []).map((text, place) => ({ topic, field: BODY, place, forms: this.#formsIn(text) })),
    ]);
    this.pieces = units.length;
    const lengths = this.topics.map(() => new Array(FIELDS).fill(0));
    for (const { topic, field, forms } of units) lengths[topic][field] += forms.length;
    this.#weighFields(lengths);
    this.#countWords(units);
    for (const unit of units) {
      const lemmas = new Set(unit.forms.map((form) => this.#words.lemmas[form]));
      unit.telling = [...lemmas].reduce((sum, lemma) => sum + this.#countsByLemma.get(lemma).telling, 0);
    }
    this.#indexUnits(units);
  }

  #expectParts({ words, counts, lengths, pieces }) {
    this.#parts = { words, counts, topics: new Set(), wordsOf: new Map(words.map(([letter], place) => [letter, place])) };
    this.pieces = pieces;
    const numbers = numbersOf(lengths);
    this.#weighFields(this.topics.map((_, topic) => numbers.slice(topic * FIELDS, (topic + 1) * FIELDS)));
  }

  /** Takes a part that was missing. */
  add(name, data) {
    const [kind, number] = name.split("-");
    if (kind === "words") {
      const [, firstForm, firstLemma] = this.#parts.words[number];
      this.#parts.words[number] = new Words(data, firstForm, firstLemma);
    } else if (kind === "counts") {
      this.#readCounts(this.#parts.counts[number], data);
    } else {
      this.#parts.topics.add(Number(number));
      const units = this.#readUnits(Number(number), data.units);
      const telling = data.telling.map(numbersOf);
      for (const unit of units) unit.telling = telling[unit.field][unit.place] / TELLING_SCALE;
      this.#indexUnits(units);
    }
  }

  /** Whether nothing is missing but the pieces of topics. */
  get isNearlyRight() {
    return [...this.missing].every((name) => name.startsWith("topic-"));
  }

  /** The words that begin with a word's first letter; none while they are missing. */
  #wordsLike(word) {
    if (this.#words) return this.#words;
    const place = this.#parts.wordsOf.get(String.fromCodePoint(word.codePointAt(0) ?? 0));
    if (place === undefined) return NO_WORDS;
    if (this.#parts.words[place] instanceof Words) return this.#parts.words[place];
    this.missing.add(`words-${place}`);
    return NO_WORDS;
  }

  /** The pieces of a topic's text: [{ topic, field, place, forms }]; `place` counts the pieces of the field. */
  #readUnits(topic, fields) {
    return fields.flatMap((pieces, field) =>
      pieces ? pieces.split(" ").map((piece, place) => ({ topic, field, place, forms: numbersOf(piece) })) : [],
    );
  }

  /** The forms in a text of the handbook, which has no others. */
  #formsIn(text) {
    return wordsOf(text, this.analysis).flatMap((word) => this.#words.find(foldWord(word, this.analysis))?.number ?? []);
  }

  /** How much a word counts in each field of each topic. */
  #weighFields(lengths) {
    const count = Math.max(1, this.topics.length);
    const average = FIELD_WEIGHT.map((_, field) => lengths.reduce((sum, length) => sum + length[field], 0) / count);
    this.weights = lengths.map((length) =>
      FIELD_WEIGHT.map((weight, field) => {
        const norm = 1 - FIELD_LENGTH[field] + FIELD_LENGTH[field] * (length[field] / (average[field] || 1));
        return weight / norm;
      }),
    );
  }

  /**
   * Where words stand and how telling they are, by lemma, and by form, because the very word typed tells more:
   * { topics: topic -> weighted count, telling }, and of a lemma its `forms`; in parts `places`, the titles, aliases and
   * phrases that have it, as numbers of the topic and the piece.
   */
  #countWords(units) {
    const count = (counts, number, { topic, field }) => {
      if (!counts.has(number)) counts.set(number, { topics: new Map(), pieces: 0, forms: [number] });
      const found = counts.get(number);
      found.topics.set(topic, (found.topics.get(topic) ?? 0) + this.weights[topic][field]);
      found.pieces++;
    };
    const { lemmas } = this.#words;
    for (const unit of units) {
      for (const form of new Set(unit.forms)) count(this.#countsByForm, form, unit);
      for (const lemma of new Set(unit.forms.map((form) => lemmas[form]))) count(this.#countsByLemma, lemma, unit);
    }
    for (const found of this.#countsByLemma.values()) found.forms = [];
    lemmas.forEach((lemma, form) => this.#countsByLemma.get(lemma)?.forms.push(form));
    for (const counts of [this.#countsByForm, this.#countsByLemma]) {
      for (const found of counts.values()) found.telling = this.#inverseFrequency(found.pieces);
    }
  }

  /** The counts of some lemmas and their forms from a part, where they were counted. */
  #readCounts(lemma, data) {
    const topics = data.topics.split(" ");
    const fields = data.fields.split(" ");
    const places = data.places.split(" ");
    let first = 0;
    let place = 0;
    for (const forms of data.forms) {
      const ofLemma = { topics: new Map(), places: [], pieces: 0, forms: [] };
      let number = first;
      for (const step of forms) {
        number += step;
        if (!ofLemma.forms.length) first = number;
        ofLemma.forms.push(number);
        const ofForm = { topics: new Map(), places: [], pieces: 0, forms: [number] };
        const counted = numbersOf(fields[place]);
        const stands = numbersOf(places[place]);
        let read = 0;
        let topic = 0;
        numbersOf(topics[place]).forEach((further, at) => {
          topic += further;
          let weight = 0;
          let rest = counted[at];
          let short = 0;
          for (const [field, most] of MOST_COUNTED) {
            const pieces = rest % (most + 1);
            rest = (rest - pieces) / (most + 1);
            weight += pieces * this.weights[topic][field];
            ofForm.pieces += pieces;
            if (field <= PHRASE) short += pieces;
          }
          for (let piece = topic * MOST_PIECES; short > 0; short--) ofForm.places.push((piece += stands[read++]));
          ofForm.topics.set(topic, weight);
          ofLemma.topics.set(topic, (ofLemma.topics.get(topic) ?? 0) + weight);
        });
        place++;
        ofForm.telling = this.#inverseFrequency(ofForm.pieces);
        ofLemma.pieces += ofForm.pieces;
        for (const stood of ofForm.places) ofLemma.places.push(stood);
        this.#countsByForm.set(number, ofForm);
      }
      ofLemma.telling = this.#inverseFrequency(ofLemma.pieces);
      this.#countsByLemma.set(lemma++, ofLemma);
    }
  }

  /** The counts of a lemma; none while they are missing, or where it stands among the synonyms only. */
  #countsOf(lemma) {
    const found = this.#countsByLemma.get(lemma);
    if (!found && this.#parts) {
      const { counts } = this.#parts;
      this.missing.add(`counts-${firstAtLeast(counts, lemma + 1) - 1}`);
    }
    return found;
  }

  /** How telling a word is that stands in so many pieces (Robertson, Spärck Jones, 1976). */
  #inverseFrequency(pieces) {
    return Math.log(1 + (this.pieces - pieces + 0.5) / (pieces + 0.5));
  }

  #indexUnits(units) {
    for (const unit of units) {
      for (const form of new Set(unit.forms)) {
        if (!this.#unitsByForm.has(form)) this.#unitsByForm.set(form, []);
        this.#unitsByForm.get(form).push(unit);
      }
    }
  }

  #indexSynonyms() {
    this.synonymsOf = new Map(); // lemma -> [group, expression]
    this.synonyms.forEach((group, groupPlace) =>
      group.forEach((expression, place) => {
        for (const lemma of expression) {
          if (!this.synonymsOf.has(lemma)) this.synonymsOf.set(lemma, []);
          this.synonymsOf.get(lemma).push([groupPlace, place]);
        }
      }),
    );
  }

  /** What each word of a query may mean: a map from lemma to how sure it is, how sure the best is, and its form if known. */
  understand(query) {
    const words = wordsOf(query, this.analysis).slice(0, LONGEST_QUERY);
    const unfinished = !/[\s.,;:!?]$/u.test(query);
    const meanings = words.map((word, place) => this.#meaning(word.slice(0, LONGEST_WORD), unfinished && place === words.length - 1));
    this.#addSynonyms(meanings);
    return { words, meanings };
  }

  #meaning(word, unfinished) {
    const lemmas = new Map();
    const add = (lemma, sure) => {
      if ((lemmas.get(lemma) ?? 0) < sure) lemmas.set(lemma, sure);
    };
    const folded = foldWord(word, this.analysis);
    let best = this.#look(folded, unfinished, add);
    if (best < SURE.lemma && this.analysis.transliteration.length && /^[a-z0-9]+$/.test(folded)) {
      for (const spelling of this.#transliterations(folded)) best = Math.max(best, this.#look(spelling, unfinished, add));
    }
    const { forms } = this.#wordsLike(folded);
    const isBegun = unfinished && Boolean(forms[firstAtLeast(forms, folded)]?.startsWith(folded));
    return { lemmas, best, isBegun, form: this.#wordsLike(folded).find(folded) };
  }

  /** Looks a folded word up in every way, the surest first; returns how sure the best match is. */
  #look(word, unfinished, add) {
    const words = this.#wordsLike(word);
    const place = firstAtLeast(words.forms, word);
    let best = 0;
    const note = (lemma, sure) => {
      add(lemma, sure);
      best = Math.max(best, sure);
    };
    if (words.forms[place] === word) note(words.lemmas[place], SURE.same);
    else this.#byBeginning(word, note);
    if (word.length >= 2) this.#completions(words, word, place, unfinished, note, best);
    if (best < SURE.unfinished && word.length >= 4) this.#typos(words, word, unfinished, note);
    if (word.length >= 5) this.#relatives(words, word, note);
    if (best < SURE.unfinished && this.analysis.compounds.length) this.#compound(word, note);
    return best;
  }

  /** The longest known beginning of the word; the rest must be short enough to be an ending. */
  #byBeginning(word, note) {
    const { beginnings } = this.#wordsLike(word);
    for (let length = word.length; length >= 3; length--) {
      const lemma = beginnings.get(word.slice(0, length));
      if (lemma === undefined) continue;
      const rest = word.length - length;
      if (rest <= Math.max(3, length)) note(lemma, SURE.lemma - 0.03 * rest);
      return;
    }
  }

  /** Words that begin like this one: it is not finished yet, or has an ending less. */
  #completions({ forms, lemmas }, word, place, unfinished, note, best) {
    if (!unfinished && word.length < 4) return;
    const limit = unfinished ? 400 : 40;
    for (let next = place; next < forms.length && next < place + limit && forms[next].startsWith(word); next++) {
      const form = forms[next];
      if (form === word) continue;
      const share = word.length / form.length;
      const sure = unfinished ? SURE.unfinished * Math.sqrt(share) : SURE.related * share;
      note(lemmas[next], best >= SURE.lemma ? sure * 0.6 : sure);
    }
  }

  #typos(words, word, unfinished, note) {
    const { forms, lemmas } = words;
    const tried = new Set();
    const attempt = (spelling, sure) => {
      for (const key of withoutOneLetter(spelling)) {
        for (const place of words.byDeletion.get(key) ?? []) {
          if (tried.has(place)) continue;
          tried.add(place);
          const form = forms[place];
          if (oneTypoApart(spelling, form)) note(lemmas[place], form[0] === spelling[0] ? sure : sure * 0.85);
        }
      }
    };
    attempt(word, word.length >= 5 ? SURE.typo : SURE.typo * 0.6);
    if (word.length < 6) return;
    // A typing error in a word with another ending, or in one that is not finished: its beginning with one error.
    for (const place of this.#similarBeginnings(words, word)) {
      const form = forms[place];
      const share = Math.min(word.length, form.length) / Math.max(word.length, form.length);
      note(lemmas[place], (unfinished ? SURE.typo : SURE.related) * share * 0.9);
    }
  }

  /** Forms whose first letters are the word's with one typing error. */
  #similarBeginnings({ forms, byBeginningDeletion }, word) {
    const found = new Set();
    for (const key of withoutOneLetter(word.slice(0, 6))) {
      for (const place of byBeginningDeletion.get(key) ?? []) {
        const form = forms[place];
        const length = Math.min(word.length, form.length);
        const near = [length - 1, length, length + 1].some((end) => oneTypoApart(word.slice(0, length), form.slice(0, end)));
        if (near && Math.abs(form.length - word.length) <= 5) found.add(place);
      }
    }
    return found;
  }

  /** Words that share most of their letters from the beginning: other forms, and words derived from the same stem. */
  #relatives({ forms, lemmas }, word, note) {
    const length = Math.max(4, Math.ceil(word.length * 0.6));
    const start = word.slice(0, length);
    for (let place = firstAtLeast(forms, start); place < forms.length; place++) {
      const form = forms[place];
      if (!form.startsWith(start)) break;
      let shared = length;
      while (shared < word.length && word[shared] === form[shared]) shared++;
      const likeness = (2 * shared) / (word.length + form.length);
      if (likeness >= 0.62) note(lemmas[place], SURE.related * 1.5 * likeness * likeness);
    }
  }

  /** The parts of a word written together, where all of it is known. */
  #compound(word, note) {
    for (let split = 3; split <= word.length - 3; split++) {
      const left = this.#known(word.slice(0, split));
      if (left === undefined) continue;
      for (const link of this.analysis.compounds) {
        if (!word.startsWith(link, split)) continue;
        const right = this.#known(word.slice(split + link.length));
        if (right === undefined) continue;
        note(left, SURE.part);
        note(right, SURE.part);
      }
    }
  }

  #known(word) {
    if (word.length < 3) return undefined;
    let found = this.#wordsLike(word).find(word)?.lemma;
    if (found !== undefined) return found;
    this.#byBeginning(word, (lemma) => (found = lemma));
    return found;
  }

  /** What Latin letters may stand for in this language's script, as far as its words go that way. */
  #transliterations(word) {
    const found = [];
    const isStart = (start) => {
      const { forms } = this.#wordsLike(start);
      return forms[firstAtLeast(forms, start)]?.startsWith(start) ?? false;
    };
    const rest = (spelling, place, alive) => {
      if (found.length >= 24) return;
      if (place === word.length) {
        found.push(spelling);
        return;
      }
      for (const [latin, letters] of this.analysis.transliteration) {
        if (!word.startsWith(latin, place)) continue;
        letters.forEach((letter, choice) => {
          const next = spelling + letter;
          const stillAlive = alive && isStart(next);
          // Off the known words only the likeliest letters are followed: endings, typing errors, unknown words.
          if (stillAlive || (choice === 0 && (spelling.length >= 3 || !alive))) rest(next, place + latin.length, stillAlive);
        });
      }
    };
    rest("", 0, true);
    return found;
  }

  /** Adds to every word what the expressions mean that it is part of. */
  #addSynonyms(meanings) {
    const sureOf = new Map();
    for (const { lemmas } of meanings) {
      for (const [lemma, sure] of lemmas) sureOf.set(lemma, Math.max(sureOf.get(lemma) ?? 0, sure));
    }
    const has = (lemma) => (sureOf.get(lemma) ?? 0) >= SURE.typo;
    for (const { lemmas } of meanings) {
      const own = [...lemmas].filter(([, sure]) => sure >= SURE.typo);
      for (const [lemma, sure] of own) {
        for (const [group, place] of this.synonymsOf.get(lemma) ?? []) {
          if (!this.synonyms[group][place].every(has)) continue;
          this.synonyms[group].forEach((expression, other) => {
            if (other === place) return;
            for (const synonym of expression) {
              const value = (SURE.synonym * sure) / Math.sqrt(expression.length);
              if ((lemmas.get(synonym) ?? 0) < value) lemmas.set(synonym, value);
            }
          });
        }
      }
    }
  }

  /**
   * How well this language knows the words of a query, from 0 to 1, longer words counting more. One that is not finished
   * and may become one of its words tells nothing yet; a query of such a word alone is taken for this language's.
   */
  familiarity(understood) {
    let known = 0;
    let all = 0;
    understood.words.forEach((word, place) => {
      const { best, isBegun } = understood.meanings[place];
      if (isBegun && best < KNOWN) return;
      const weight = Math.min(word.length, 8);
      all += weight;
      known += weight * (best >= KNOWN ? 1 : best >= SURE.typo ? 0.45 : 0);
    });
    return all ? known / all : Number(understood.words.length > 0);
  }

  /**
   * The topics that answer a query, best first: [{ topic, score }], with the lemmas that the query means and the
   * scores of the pieces of text. The same query always gives the same order.
   */
  rank({ meanings }) {
    const scores = new Float64Array(this.topics.length);
    const held = new Map(); // in parts: place of a title, alias or phrase -> how much of the query it holds
    const words = []; // for each its forms -> { value, sure }: how much of the query they are, and how sure
    const meant = new Map(); // lemma -> how sure
    let wanted = 0; // how telling the query is altogether
    for (const { lemmas, form } of meanings) {
      const byTopic = new Map();
      const byPlace = new Map();
      const byForm = new Map();
      let most = 0;
      const note = (count, sure) => {
        if (!count?.pieces) return; // missing, or among the synonyms only
        const value = count.telling * sure;
        most = Math.max(most, value);
        for (const [topic, weight] of count.topics) {
          const score = (value * (weight * (SATURATION + 1))) / (weight + SATURATION);
          if (score > (byTopic.get(topic) ?? 0)) byTopic.set(topic, score);
        }
        for (const place of count.places ?? []) if (value > (byPlace.get(place) ?? 0)) byPlace.set(place, value);
        for (const number of count.forms) {
          const known = byForm.get(number);
          byForm.set(number, { value: Math.max(value, known?.value ?? 0), sure: Math.max(sure, known?.sure ?? 0) });
        }
      };
      for (const [lemma, sure] of lemmas) {
        note(this.#countsOf(lemma), sure);
        meant.set(lemma, Math.max(meant.get(lemma) ?? 0, sure));
      }
      if (form && this.#countsOf(form.lemma)) note(this.#countsByForm.get(form.number), SURE.lemma);
      wanted += most || 1;
      for (const [topic, score] of byTopic) scores[topic] += score;
      for (const [place, value] of byPlace) held.set(place, (held.get(place) ?? 0) + value);
      words.push(byForm);
    }
    const { isNear, promised } = this.#nearest(scores, held, wanted);
    const pieces = this.#piecesWith(words, isNear);
    const likeness = this.#likeness(words, pieces, wanted);
    const topics = [];
    this.topics.forEach(([, isFirstKind], topic) => {
      const answers = promised.get(topic) ?? scores[topic] + LIKENESS * likeness[topic];
      const score = answers * (isFirstKind ? FIRST_KIND : 1);
      if (score > 0.15 * wanted) topics.push({ topic, score });
    });
    topics.sort((a, b) => b.score - a.score || a.topic - b.topic);
    return { topics, meant, pieces };
  }

  /**
   * Whether a topic is among those whose pieces are looked at: all of an index that is whole; else those that are the best if
   * the piece that holds most of the query says nothing else. While pieces are missing, the scores `promised` by that, for all
   * of them: beside what is known of others they would seem too good.
   */
  #nearest(scores, held, wanted) {
    const promised = new Map();
    if (!this.#parts) return { isNear: () => true, promised };
    if (this.missing.size) return { isNear: () => false, promised }; // the scores are not whole yet
    const most = new Float64Array(this.topics.length);
    for (const [place, value] of held) {
      const topic = Math.floor(place / MOST_PIECES);
      if (value > most[topic]) most[topic] = value;
    }
    const hopes = scores.map((score, topic) => score + (LIKENESS * LIKENESS_WEIGHT[PHRASE] * most[topic] ** 2) / wanted);
    const found = [...scores.keys()].filter((topic) => scores[topic]).sort((a, b) => hopes[b] - hopes[a] || a - b);
    const nearest = new Set(found.slice(0, NEAREST_TOPICS));
    for (const topic of nearest) if (!this.#parts.topics.has(topic)) this.missing.add(`topic-${topic}`);
    if (this.missing.size) for (const topic of nearest) promised.set(topic, hopes[topic]);
    return { isNear: (topic) => nearest.has(topic), promised };
  }

  /** The pieces of text that have words of the query: piece -> how much of the query it holds. */
  #piecesWith(words, isNear) {
    const pieces = new Map();
    for (const byForm of words) {
      const byPiece = new Map();
      for (const [form, { value }] of byForm) {
        for (const piece of this.#unitsByForm.get(form) ?? []) {
          if (value > (byPiece.get(piece) ?? 0) && isNear(piece.topic)) byPiece.set(piece, value);
        }
      }
      for (const [piece, value] of byPiece) pieces.set(piece, (pieces.get(piece) ?? 0) + value);
    }
    return pieces;
  }

  /** For each topic how much its best pieces are like the whole query. */
  #likeness(words, pieces, wanted) {
    const nearest = [...pieces].map(([piece, shared]) => {
      const surplus = Math.max(0, piece.telling - shared);
      const alike = (shared * shared) / (wanted + SURPLUS * surplus);
      return { piece, alike: alike * LIKENESS_WEIGHT[piece.field] };
    });
    const byPlace = (a, b) => a.topic - b.topic || a.field - b.field || a.place - b.place;
    const byLikeness = (a, b) => b.alike - a.alike || byPlace(a.piece, b.piece);
    nearest.sort(byLikeness).splice(NEAREST_PIECES);
    for (const found of nearest) found.alike *= 1 + IN_ORDER * this.#inOrder(words, found.piece);
    const likeness = new Float64Array(this.topics.length);
    const weights = new Float64Array(this.topics.length).fill(1);
    for (const { piece, alike } of nearest.sort(byLikeness)) {
      likeness[piece.topic] += alike * weights[piece.topic];
      weights[piece.topic] *= NEXT_PIECE;
    }
    return likeness;
  }

  /** The share of a query's neighbouring words that stand in the same order, close together, in a piece of text. */
  #inOrder(words, { forms }) {
    if (words.length < 2) return 0;
    const where = words.map((byForm) => forms.findIndex((form) => (byForm.get(form)?.sure ?? 0) >= MEANT));
    let pairs = 0;
    for (let word = 1; word < where.length; word++) {
      const gap = where[word] - where[word - 1];
      if (where[word - 1] >= 0 && gap > 0 && gap <= 2) pairs++;
    }
    return pairs / (words.length - 1);
  }

  /** The piece of a topic's body that answers best: its number among the body's pieces, or -1. */
  bestPlace(topic, pieces) {
    let best = -1;
    let most = 0;
    for (const [unit, score] of pieces) {
      if (unit.topic !== topic || unit.field !== BODY) continue;
      const alike = (score * score) / (score + Math.max(0, unit.telling - score));
      if (alike > most || (alike === most && unit.place < best)) [best, most] = [unit.place, alike];
    }
    return best;
  }

  /** The lower-case words of a text that a query means, the commonest left out. */
  marks(text, meant) {
    const found = new Set();
    for (const word of wordsOf(text, this.analysis)) {
      const folded = foldWord(word, this.analysis);
      const lemma = folded && this.#wordsLike(folded).find(folded)?.lemma;
      if ((meant.get(lemma) ?? 0) >= MEANT && this.#countsByLemma.get(lemma)?.telling > COMMON) found.add(word);
    }
    return found;
  }
}

if (typeof self !== "undefined") Object.assign(self, { SearchIndex, wordsOf, foldWord });
if (typeof module !== "undefined") module.exports = { SearchIndex, wordsOf, foldWord };

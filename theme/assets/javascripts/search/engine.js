/*
 * The search itself: what is typed, made comparable, matched with an index and ranked. It knows no language:
 * whatever is particular to one comes with its index (see hooks/handbook/search/index.py for its shape).
 *
 * Ranking is BM25F over a topic's fields (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009), plus the
 * best single piece of text: a query that is nearly one of a topic's phrases is about that topic.
 */

"use strict";

/** Fields are title, aliases, phrases, summary and body, as numbered in index.py. */
const BODY = 4;

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

/** Topics of the first kind rank before others that answer as well. */
const FIRST_KIND = 1.06;

/** How sure a match is, by the way it was found. */
const SURE = { same: 1, lemma: 0.95, unfinished: 0.85, typo: 0.75, part: 0.6, related: 0.72, synonym: 0.5 };

/** What counts as knowing a word, and as meaning one. */
const KNOWN = 0.85;
const MEANT = 0.6;

/** Words less telling than this are not marked: they stand in one piece of text in twenty. */
const COMMON = 3;

/** Numbers are written as characters from here on, surrogates left out (see index.py). */
const FIRST_CHARACTER = 0xa1;

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

/** The numbers that a piece of text is written in. */
function numbersOf(piece) {
  return [...piece].map((character) => {
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

/** The lemma of each form from its distance to the newest. */
function lemmaNumbers(distances) {
  let newest = -1;
  return distances.map((distance) => (distance === 0 ? ++newest : newest - distance + 1));
}

class SearchIndex {
  /** Takes the parsed `index.json` of one language, and for each topic the texts of its body, where they are wanted. */
  constructor(data, bodies = []) {
    this.locale = data.locale;
    this.analysis = data.analysis;
    this.topics = data.topics;
    this.forms = frontDecoded(data.forms);
    this.lemmaOfForm = lemmaNumbers(data.lemma_of_form);
    this.beginnings = new Map();
    this.forms.forEach((form, place) => this.beginnings.set(form, this.lemmaOfForm[place]));
    let lemma = 0;
    frontDecoded(data.beginnings).forEach((start, place) => {
      lemma += data.lemma_of_beginning[place];
      this.beginnings.set(start, lemma);
    });
    this.synonyms = data.synonyms.map((group) =>
      group.map((expression) => numbersOf(expression).map((form) => this.lemmaOfForm[form])).filter(({ length }) => length),
    );
    this.#readUnits(data.units, bodies);
    this.#countWords();
    this.#indexTypos();
    this.#indexSynonyms();
  }

  /** The pieces of text: [{ topic, field, place, forms, lemmas }]; `place` counts the pieces of a topic's field. */
  #readUnits(topics, bodies) {
    this.units = [];
    const add = (topic, field, place, forms) =>
      this.units.push({ topic, field, place, forms, lemmas: forms.map((form) => this.lemmaOfForm[form]) });
    topics.forEach((fields, topic) => {
      fields.forEach((pieces, field) => {
        if (pieces) pieces.split(" ").forEach((piece, place) => add(topic, field, place, numbersOf(piece)));
      });
      bodies[topic]?.forEach((text, place) => add(topic, BODY, place, this.#formsIn(text)));
    });
  }

  /** The forms in a text of the handbook, which has no others. */
  #formsIn(text) {
    return wordsOf(text, this.analysis).flatMap((word) => this.#formAt(foldWord(word, this.analysis)) ?? []);
  }

  /** The number of a folded form that the handbook has. */
  #formAt(form) {
    const place = firstAtLeast(this.forms, form);
    return this.forms[place] === form ? place : undefined;
  }

  /** Where words stand and how telling they are: by lemma, and by form, because the very word typed tells more. */
  #countWords() {
    const lengths = this.topics.map(() => new Float64Array(FIELD_WEIGHT.length));
    for (const { topic, field, lemmas } of this.units) lengths[topic][field] += lemmas.length;
    const average = FIELD_WEIGHT.map(
      (_, field) => lengths.reduce((sum, length) => sum + length[field], 0) / Math.max(1, this.topics.length),
    );
    const weights = this.units.map(({ topic, field }) => {
      const norm = 1 - FIELD_LENGTH[field] + FIELD_LENGTH[field] * (lengths[topic][field] / (average[field] || 1));
      return FIELD_WEIGHT[field] / norm;
    });
    this.byLemma = this.#count(({ lemmas }) => lemmas, weights);
    this.byForm = this.#count(({ forms }) => forms, weights);
    this.tellingOfUnit = this.units.map(({ lemmas }) =>
      [...new Set(lemmas)].reduce((sum, lemma) => sum + this.byLemma.get(lemma).telling, 0),
    );
  }

  /** For each number in the pieces: { topics: topic -> weighted count, units: numbers of pieces, telling }. */
  #count(numbersIn, weights) {
    const counts = new Map();
    this.units.forEach((unit, number) => {
      for (const found of new Set(numbersIn(unit))) {
        if (!counts.has(found)) counts.set(found, { topics: new Map(), units: [], telling: 0 });
        const { topics, units } = counts.get(found);
        topics.set(unit.topic, (topics.get(unit.topic) ?? 0) + weights[number]);
        units.push(number);
      }
    });
    for (const count of counts.values()) count.telling = this.#inverseFrequency(count.units.length);
    return counts;
  }

  /** How telling a word is that stands in so many pieces (Robertson, Spärck Jones, 1976). */
  #inverseFrequency(pieces) {
    return Math.log(1 + (this.units.length - pieces + 0.5) / (pieces + 0.5));
  }

  /** Every form under itself and under each of its spellings with one letter left out (Garbe: SymSpell, 2012). */
  #indexTypos() {
    this.byDeletion = new Map();
    this.forms.forEach((form, place) => {
      if (form.length < 4) return;
      for (const key of withoutOneLetter(form)) {
        if (!this.byDeletion.has(key)) this.byDeletion.set(key, []);
        this.byDeletion.get(key).push(place);
      }
    });
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
    return { lemmas, best, form: this.#formAt(folded) };
  }

  /** Looks a folded word up in every way, the surest first; returns how sure the best match is. */
  #look(word, unfinished, add) {
    const place = firstAtLeast(this.forms, word);
    let best = 0;
    const note = (lemma, sure) => {
      add(lemma, sure);
      best = Math.max(best, sure);
    };
    if (this.forms[place] === word) note(this.lemmaOfForm[place], SURE.same);
    else this.#byBeginning(word, note);
    if (word.length >= 2) this.#completions(word, place, unfinished, note, best);
    if (best < SURE.unfinished && word.length >= 4) this.#typos(word, unfinished, note);
    if (word.length >= 5) this.#relatives(word, note);
    if (best < SURE.unfinished && this.analysis.compounds.length) this.#parts(word, note);
    return best;
  }

  /** The longest known beginning of the word; the rest must be short enough to be an ending. */
  #byBeginning(word, note) {
    for (let length = word.length; length >= 3; length--) {
      const lemma = this.beginnings.get(word.slice(0, length));
      if (lemma === undefined) continue;
      const rest = word.length - length;
      if (rest <= Math.max(3, length)) note(lemma, SURE.lemma - 0.03 * rest);
      return;
    }
  }

  /** Words that begin like this one: it is not finished yet, or has an ending less. */
  #completions(word, place, unfinished, note, best) {
    if (!unfinished && word.length < 4) return;
    const limit = unfinished ? 400 : 40;
    for (let next = place; next < this.forms.length && next < place + limit && this.forms[next].startsWith(word); next++) {
      const form = this.forms[next];
      if (form === word) continue;
      const share = word.length / form.length;
      const sure = unfinished ? SURE.unfinished * Math.sqrt(share) : SURE.related * share;
      note(this.lemmaOfForm[next], best >= SURE.lemma ? sure * 0.6 : sure);
    }
  }

  #typos(word, unfinished, note) {
    const tried = new Set();
    const attempt = (spelling, sure) => {
      for (const key of withoutOneLetter(spelling)) {
        for (const place of this.byDeletion.get(key) ?? []) {
          if (tried.has(place)) continue;
          tried.add(place);
          const form = this.forms[place];
          if (oneTypoApart(spelling, form)) note(this.lemmaOfForm[place], form[0] === spelling[0] ? sure : sure * 0.85);
        }
      }
    };
    attempt(word, word.length >= 5 ? SURE.typo : SURE.typo * 0.6);
    if (word.length < 6) return;
    // A typing error in a word with another ending, or in one that is not finished: its beginning with one error.
    for (const place of this.#similarBeginnings(word)) {
      const form = this.forms[place];
      const share = Math.min(word.length, form.length) / Math.max(word.length, form.length);
      note(this.lemmaOfForm[place], (unfinished ? SURE.typo : SURE.related) * share * 0.9);
    }
  }

  /** Forms whose first letters are the word's with one typing error. */
  #similarBeginnings(word) {
    if (!this.byBeginningDeletion) {
      this.byBeginningDeletion = new Map();
      this.forms.forEach((form, place) => {
        if (form.length < 6) return;
        for (const key of withoutOneLetter(form.slice(0, 6))) {
          if (!this.byBeginningDeletion.has(key)) this.byBeginningDeletion.set(key, []);
          this.byBeginningDeletion.get(key).push(place);
        }
      });
    }
    const found = new Set();
    for (const key of withoutOneLetter(word.slice(0, 6))) {
      for (const place of this.byBeginningDeletion.get(key) ?? []) {
        const form = this.forms[place];
        const length = Math.min(word.length, form.length);
        const near = [length - 1, length, length + 1].some((end) => oneTypoApart(word.slice(0, length), form.slice(0, end)));
        if (near && Math.abs(form.length - word.length) <= 5) found.add(place);
      }
    }
    return found;
  }

  /** Words that share most of their letters from the beginning: other forms, and words derived from the same stem. */
  #relatives(word, note) {
    const length = Math.max(4, Math.ceil(word.length * 0.6));
    const start = word.slice(0, length);
    for (let place = firstAtLeast(this.forms, start); place < this.forms.length; place++) {
      const form = this.forms[place];
      if (!form.startsWith(start)) break;
      let shared = length;
      while (shared < word.length && word[shared] === form[shared]) shared++;
      const likeness = (2 * shared) / (word.length + form.length);
      if (likeness >= 0.62) note(this.lemmaOfForm[place], SURE.related * 1.5 * likeness * likeness);
    }
  }

  /** The parts of a word written together, where all of it is known. */
  #parts(word, note) {
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
    const form = this.#formAt(word);
    if (form !== undefined) return this.lemmaOfForm[form];
    let found;
    this.#byBeginning(word, (lemma) => (found = lemma));
    return found;
  }

  /** What Latin letters may stand for in this language's script, as far as its words go that way. */
  #transliterations(word) {
    const found = [];
    const isStart = (start) => {
      const place = firstAtLeast(this.forms, start);
      return this.forms[place]?.startsWith(start) ?? false;
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

  /** How well this language knows the words of a query, from 0 to 1, longer words counting more. */
  familiarity(understood) {
    let known = 0;
    let all = 0;
    understood.words.forEach((word, place) => {
      const weight = Math.min(word.length, 8);
      all += weight;
      const { best } = understood.meanings[place];
      known += weight * (best >= KNOWN ? 1 : best >= SURE.typo ? 0.45 : 0);
    });
    return all ? known / all : 0;
  }

  /**
   * The topics that answer a query, best first: [{ topic, score }], with the lemmas that the query means and the
   * scores of all pieces of text. The same query always gives the same order.
   */
  rank({ meanings }) {
    const scores = new Float64Array(this.topics.length);
    const pieces = new Map(); // number of a piece -> how much of the query it holds
    const meant = new Map(); // lemma -> how sure
    let wanted = 0; // how telling the query is altogether
    for (const { lemmas, form } of meanings) {
      const byTopic = new Map();
      const byPiece = new Map();
      let most = 0;
      const note = (count, sure) => {
        if (!count) return; // a word that stands among the synonyms only
        const value = count.telling * sure;
        most = Math.max(most, value);
        for (const [topic, weight] of count.topics) {
          const score = (value * (weight * (SATURATION + 1))) / (weight + SATURATION);
          if (score > (byTopic.get(topic) ?? 0)) byTopic.set(topic, score);
        }
        for (const piece of count.units) {
          if (value > (byPiece.get(piece) ?? 0)) byPiece.set(piece, value);
        }
      };
      note(this.byForm.get(form), SURE.lemma);
      for (const [lemma, sure] of lemmas) {
        note(this.byLemma.get(lemma), sure);
        meant.set(lemma, Math.max(meant.get(lemma) ?? 0, sure));
      }
      wanted += most || 1;
      for (const [topic, score] of byTopic) scores[topic] += score;
      for (const [piece, value] of byPiece) pieces.set(piece, (pieces.get(piece) ?? 0) + value);
    }
    const likeness = this.#likeness(meanings, pieces, wanted);
    const topics = [];
    this.topics.forEach(([, isFirstKind], topic) => {
      const score = (scores[topic] + LIKENESS * likeness[topic]) * (isFirstKind ? FIRST_KIND : 1);
      if (score > 0.15 * wanted) topics.push({ topic, score });
    });
    topics.sort((a, b) => b.score - a.score || a.topic - b.topic);
    return { topics, meant, pieces };
  }

  /** For each topic how much its best pieces are like the whole query. */
  #likeness(meanings, pieces, wanted) {
    const nearest = [...pieces].map(([piece, shared]) => {
      const surplus = Math.max(0, this.tellingOfUnit[piece] - shared);
      const alike = (shared * shared) / (wanted + SURPLUS * surplus);
      return { piece, alike: alike * LIKENESS_WEIGHT[this.units[piece].field] };
    });
    const byLikeness = (a, b) => b.alike - a.alike || a.piece - b.piece;
    nearest.sort(byLikeness).splice(NEAREST_PIECES);
    for (const found of nearest) found.alike *= 1 + IN_ORDER * this.#inOrder(meanings, found.piece);
    const likeness = new Float64Array(this.topics.length);
    const weights = new Float64Array(this.topics.length).fill(1);
    for (const { piece, alike } of nearest.sort(byLikeness)) {
      const { topic } = this.units[piece];
      likeness[topic] += alike * weights[topic];
      weights[topic] *= NEXT_PIECE;
    }
    return likeness;
  }

  /** The share of a query's neighbouring words that stand in the same order, close together, in a piece of text. */
  #inOrder(meanings, piece) {
    if (meanings.length < 2) return 0;
    const { lemmas } = this.units[piece];
    const where = meanings.map((meaning) => lemmas.findIndex((lemma) => (meaning.lemmas.get(lemma) ?? 0) >= MEANT));
    let pairs = 0;
    for (let word = 1; word < where.length; word++) {
      const gap = where[word] - where[word - 1];
      if (where[word - 1] >= 0 && gap > 0 && gap <= 2) pairs++;
    }
    return pairs / (meanings.length - 1);
  }

  /** The piece of a topic's body that answers best: its number among the body's pieces, or -1. */
  bestPlace(topic, pieces) {
    let best = -1;
    let most = 0;
    for (const [number, score] of pieces) {
      const unit = this.units[number];
      if (unit.topic !== topic || unit.field !== BODY) continue;
      const alike = (score * score) / (score + Math.max(0, this.tellingOfUnit[number] - score));
      if (alike > most || (alike === most && unit.place < best)) [best, most] = [unit.place, alike];
    }
    return best;
  }

  /** The lower-case words of a text that a query means, the commonest left out. */
  marks(text, meant) {
    const found = new Set();
    for (const word of wordsOf(text, this.analysis)) {
      const lemma = this.lemmaOfForm[this.#formAt(foldWord(word, this.analysis))];
      if ((meant.get(lemma) ?? 0) >= MEANT && this.byLemma.get(lemma)?.telling > COMMON) found.add(word);
    }
    return found;
  }
}

if (typeof self !== "undefined") Object.assign(self, { SearchIndex, wordsOf, foldWord });
if (typeof module !== "undefined") module.exports = { SearchIndex, wordsOf, foldWord };

/* What this browser keeps for the reader. Where it may keep nothing, all is kept as long as the page is open. */

/** A place to keep texts in, by the name that the browser has for it. Nothing here ever throws. */
function storageOf(name) {
  const unkept = new Map(); // what the browser would not take

  function get(key) {
    if (unkept.has(key)) return unkept.get(key);
    try {
      return window[name].getItem(key);
    } catch {
      return null;
    }
  }

  /** Keeps a text; `null` forgets it. */
  function set(key, text) {
    try {
      if (text === null) window[name].removeItem(key);
      else window[name].setItem(key, text);
      unkept.delete(key);
    } catch {
      unkept.set(key, text);
    }
  }

  /** The object that is kept as JSON, or an empty one where something else is: anybody can write there. */
  function getObject(key) {
    try {
      return asObject(JSON.parse(get(key)));
    } catch {
      return {};
    }
  }

  return { get, set, getObject, setObject: (key, value) => set(key, JSON.stringify(value)) };
}

/** A value if it is an object with names of its own, else an empty one. */
function asObject(value) {
  return value && typeof value === "object" && !Array.isArray(value) ? value : {};
}

const keptForEver = storageOf("localStorage");
const keptForThisTab = storageOf("sessionStorage");

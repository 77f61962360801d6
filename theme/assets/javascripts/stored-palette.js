/*
 * The theme believes what it finds stored about light and dark, and stops altogether, the search too, where that is
 * not what it wrote itself. So whatever else stands there is removed before the theme's script reads it.
 */

(() => {
  const isColor = (color) =>
    color && typeof color === "object" && Object.values(color).every((value) => value === null || typeof value === "string");

  function isUsable() {
    try {
      const palette = __md_get("__palette");
      return palette === null || (Number.isInteger(palette.index) && isColor(palette.color));
    } catch {
      return false; // no JSON, or a storage that is closed to us
    }
  }

  if (!isUsable()) keptForEver.set(`${__md_scope.pathname}.__palette`, null);
})();

// The words of a page that fit into their column and yet stand on more than one line, `|` where they break.
// A word is what stands between spaces, across elements; a hyphen or a long dash may end a line.
() => {
  const found = [], range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let word = [];

  const blockOf = element => {
    while (getComputedStyle(element).display === "inline") element = element.parentElement;
    return element;
  };

  const room = block => {
    const style = getComputedStyle(block);
    return block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  };

  const endWord = () => {
    const signs = word;
    word = [];
    if (!signs.length || signs.reduce((sum, sign) => sum + sign.box.width, 0) > room(signs[0].block)) return;
    let text = "";
    signs.forEach((sign, index) => {
      const below = index && sign.box.top >= signs[index - 1].box.bottom - 2;
      text += (below && !/[-‐—]$/.test(text) ? "|" : "") + sign.character;
    });
    if (text.includes("|")) found.push(text);
  };

  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.tagName === "BR") endWord();
      continue;
    }
    const block = blockOf(node.parentElement);
    if (word.length && word[0].block !== block) endWord();
    let offset = 0;
    for (const character of node.data) {
      range.setStart(node, offset);
      range.setEnd(node, offset += character.length);
      const box = [...range.getClientRects()].filter(box => box.width).pop();
      if (/\s/.test(character)) endWord();
      else if (box && block.clientWidth) word.push({character, box, block});
    }
  }
  endWord();
  return found;
}

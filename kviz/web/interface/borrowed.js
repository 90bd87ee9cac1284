/** Controls that are needed at another place for a while: there is one of each, and it moves. */

export class Borrowed {
  /** @param {[HTMLElement, HTMLElement][]} loans a control, and the place where it is wanted for a while */
  constructor(loans) {
    this.loans = loans;
    /** @type {Map<HTMLElement, Comment>} */
    this.homes = new Map();
  }

  take() {
    for (const [node, place] of this.loans) {
      if (this.homes.has(node)) continue;
      const home = document.createComment("");
      node.replaceWith(home);
      place.append(node);
      this.homes.set(node, home);
    }
  }

  giveBack() {
    for (const [node, home] of this.homes) home.replaceWith(node);
    this.homes.clear();
  }
}

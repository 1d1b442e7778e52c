// Points as the letters in which a link has them, five each, as dnn/datasets/own_points.py writes them. No DOM.
// @ts-check

import { clamp, REACH } from "../boundary/plane.js";

/** @import { Coordinates } from "../boundary/points.js" */
/** @typedef {Coordinates & { label: number }} Point a drawn point and the number of its class */

export const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
export const LETTERS_A_POINT = 5;
const BASE = LETTERS.length;
const STEPS = BASE ** 2 - 1;

/**
 * Points as letters; coordinates are rounded to 1/1,000.
 * @param {Point[]} points
 * @returns {string}
 */
export function encode(points) {
  return points.map(({ x1, x2, label }) => twoLetters(x1) + twoLetters(x2) + LETTERS[label]).join("");
}

/**
 * The points that letters stand for.
 * @param {string} letters
 * @returns {Point[]}
 */
export function decode(letters) {
  const points = [];
  for (let at = 0; at + LETTERS_A_POINT <= letters.length; at += LETTERS_A_POINT) {
    const [a, b, c, d, label] = [...letters.slice(at, at + LETTERS_A_POINT)].map((letter) => LETTERS.indexOf(letter));
    points.push({ x1: coordinate(a * BASE + b), x2: coordinate(c * BASE + d), label });
  }
  return points;
}

/** @param {number} value */
function twoLetters(value) {
  const steps = roundHalfEven(((clamp(value, -REACH, REACH) + REACH) / (2 * REACH)) * STEPS);
  return LETTERS[Math.floor(steps / BASE)] + LETTERS[steps % BASE];
}

/** @param {number} steps */
const coordinate = (steps) => (steps / STEPS) * (2 * REACH) - REACH;

/**
 * The nearest whole number, of two the even one, as NumPy rounds.
 * @param {number} value
 */
function roundHalfEven(value) {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 ? floor + 1 : floor;
}

"""All products, padding at minus infinity; users without history are set to zero at the end."""

import numpy as np


def best_match(candidates: np.ndarray, history: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """(B, C): largest dot product of candidates (B, C, D) with a real slot of history (B, H, D); 0 without any."""
    real = np.arange(history.shape[1]) < lengths[:, None]
    clean = np.where(real[:, :, None], history, 0.0)
    dots = np.where(real[:, None, :], candidates @ clean.transpose(0, 2, 1), -np.inf)
    best = dots.max(axis=2, initial=-np.inf)
    return np.where(lengths[:, None] > 0, best, 0.0)

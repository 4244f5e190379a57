"""Naturalness as listeners' judgements of other speech predict it.

NISQA-TTS (Mittag and Möller, 2020) was trained on listening tests of synthetic
speech, DNSMOS P.808 and P.835 (Reddy, Gopal and Cutler, 2021 and 2022) on tests
of noisy calls. Neither has heard these voices, and neither is of Swedish.
NISQA's code and weights (CC BY-NC-SA 4.0) are read from a copy of its repository,
github.com/gabrielmittag/NISQA, used for measuring and passed on to nobody.
"""

import importlib.util
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from speechmos import dnsmos

from . import sound
from .systems import Utterance


class Nisqa:
    """NISQA-TTS: one judgement of naturalness, 1 to 5."""

    def __init__(self, repository: Path):
        location = repository / "nisqa" / "NISQA_lib.py"
        spec = importlib.util.spec_from_file_location("nisqa_lib", location)
        self._lib = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = self._lib
        spec.loader.exec_module(self._lib)
        state = torch.load(repository / "weights" / "nisqa_tts.tar", map_location="cpu",
                           weights_only=False)
        self._args = state["args"]
        names = self._lib.NISQA.__init__.__code__.co_varnames
        self._model = self._lib.NISQA(**{k: v for k, v in self._args.items() if k in names})
        self._model.load_state_dict(state["model_state_dict"])

    def judge(self, utterances: list[Utterance]) -> np.ndarray:
        """Each utterance's judgement."""
        with tempfile.TemporaryDirectory() as folder:
            files = [f"{number}.wav" for number in range(len(utterances))]
            for file, utterance in zip(files, utterances):
                level = sound.levelled(utterance.samples, utterance.rate)
                sound.write(Path(folder, file), level, utterance.rate)
            return self._judge(folder, files)

    def _judge(self, folder: str, files: list[str]) -> np.ndarray:
        frame = self._lib.pd.DataFrame(files, columns=["deg"])
        a = self._args
        passed = {name: a[name] for name in a if name.startswith("ms_") and name in
                  self._lib.SpeechQualityDataset.__init__.__code__.co_varnames}
        dataset = self._lib.SpeechQualityDataset(
            frame, data_dir=folder, filename_column="deg", mos_column="predict_only",
            seg_length=a["ms_seg_length"], max_length=a["ms_max_segments"],
            seg_hop_length=a["ms_seg_hop_length"], **passed)
        judged, _ = self._lib.predict_mos(self._model, dataset, 4, "cpu")
        return judged[:, 0]


class Dnsmos:
    """DNSMOS: `overall` and `signal` of P.835 and one judgement of P.808, each 1 to 5."""

    _NAMES = {"overall": "ovrl_mos", "signal": "sig_mos", "p808": "p808_mos"}

    def __init__(self):
        models = Path(dnsmos.__file__).parent / "dnsmos_models"
        paths = models / "sig_bak_ovr.onnx", models / "model_v8.onnx"
        self._judge = dnsmos.DNSMOS(*map(str, paths))
        # The package's own sessions take every core and wait for work busily.
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._judge.onnx_sess, self._judge.p808_onnx_sess = (
            onnxruntime.InferenceSession(path, options) for path in paths)

    def judge(self, utterances: list[Utterance]) -> dict[str, np.ndarray]:
        """Each utterance's judgements."""
        rows = []
        for utterance in utterances:
            level = sound.at_rate(sound.levelled(utterance.samples, utterance.rate),
                                  utterance.rate)
            rows.append(self._judge(np.clip(level, -1, 1), sound.RATE, False))
        return {name: np.array([row[key] for row in rows]) for name, key in self._NAMES.items()}

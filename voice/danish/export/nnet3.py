"""``final.mdl``: the transition model and the network in Kaldi's binary nnet3 form."""

from __future__ import annotations

from voice.danish.export.binary import HEADER, double, integer, matrix, real, token, vector
from voice.danish.export.network import INPUT, Affine, Layer, Network, NoOp, Relu
from voice.danish.export.transition_model import transition_model
from voice.danish.phones import PHONES
from voice.errors import ModelError


def nnet3(network: Network) -> bytes:
    """The network as Kaldi's binary ``Nnet3``, without a file header."""
    lines = [f"input-node name={INPUT} dim={network.input_dim}"]
    for layer in network.layers:
        heard = network.descriptors[layer.name].text()
        lines.append(f"component-node name={layer.name} component={layer.name} input={heard}")
    given = network.descriptors["output"].text()
    lines.append(f"output-node name=output input={given} objective=linear")
    parts = [token("<Nnet3>"), b"\n", "\n".join([*lines, "", ""]).encode("ascii")]
    parts += [token("<NumComponents>"), integer(len(network.layers))]
    for layer in network.layers:
        parts += [token("<ComponentName>"), token(layer.name), _component(layer)]
    return b"".join([*parts, token("</Nnet3>")])


def final_mdl(network: Network) -> bytes:
    """The whole file; raises ``ModelError`` unless the network gives two outputs a phone."""
    if network.output_dim != 2 * len(PHONES):
        raise ModelError(
            f"the network gives {network.output_dim} values, {len(PHONES)} phones ask for two each"
        )
    return b"".join(
        (
            HEADER,
            transition_model(),
            nnet3(network),
            token("<LeftContext>"), integer(network.left_context),
            token("<RightContext>"), integer(network.right_context),
            token("<Priors>"), vector([] if network.priors is None else network.priors),
        )
    )  # fmt: skip


def _component(layer: Layer) -> bytes:
    if isinstance(layer, Affine):
        return b"".join(
            (
                token("<FixedAffineComponent>"),
                token("<LinearParams>"), matrix(layer.weights),
                token("<BiasParams>"), vector(layer.bias),
                token("</FixedAffineComponent>"),
            )
        )  # fmt: skip
    if isinstance(layer, NoOp):
        return b"".join(
            (
                token("<NoOpComponent>"), token("<Dim>"), integer(layer.dim),
                token("<BackpropScale>"), real(1.0), token("</NoOpComponent>"),
            )
        )  # fmt: skip
    kind = "RectifiedLinearComponent" if isinstance(layer, Relu) else "LogSoftmaxComponent"
    # The averages are the trainer's statistics, which decoding doesn't read.
    return b"".join(
        (
            token(f"<{kind}>"), token("<Dim>"), integer(layer.dim),
            token("<ValueAvg>"), vector([]), token("<DerivAvg>"), vector([]),
            token("<Count>"), double(0.0), token(f"</{kind}>"),
        )
    )  # fmt: skip

"""The ideas that questions are on: the ten that learners of the L-layer network ask about most, and those of the
lessons beside them; a page of one's own answers says by them what to repeat."""

from dnn.text.messages import Text

IDEAS: dict[str, Text] = {
    "shapes": Text("Shapes, and * against the matrix product"),
    "cache": Text("Why Z is cached"),
    "output gradient": Text("dZ of the output layer: A − Y"),
    "mean": Text("Where 1/m stands"),
    "activation gradient": Text("dA between the layers"),
    "zeros": Text("Which initial weights can learn"),
    "stuck cost": Text("The cost at the start, and a cost that is stuck"),
    "keepdims": Text("Broadcasting and keepdims"),
    "layer index": Text("Counting layers: l and L"),
    "overfitting": Text("Training data and held-out data"),
    "forward": Text("The sum of one unit"),
    "depth": Text("What hidden layers are for"),
    "learning rate": Text("The update and the learning rate"),
    "luck": Text("Luck: the spread of seeds"),
}
"""Every idea by name."""

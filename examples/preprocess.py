"""Collects and preprocesses a table with pandas and scikit-learn, on this machine."""

from pathlib import Path

import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import StandardScaler

# Collect.
data = pd.read_csv(Path(__file__).with_name("data.csv"))

# Preprocess: numbers are scaled, text becomes word counts.
numbers = data[["stars", "words"]]
scaler = StandardScaler()
scaled_data = scaler.fit_transform(numbers)

vectorizer = CountVectorizer()
features = vectorizer.fit_transform(data["text"])

print(f"{len(data)} rows: {scaled_data.shape[1]} scaled numbers and {features.shape[1]} word counts each")

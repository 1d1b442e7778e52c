/* Gradient descent of a [N0, N1, N2, 1] network, tanh and sigmoid, on batches of M of TOTAL examples, in loops the
   compiler can vectorise; the five numbers and the type REAL are given to it. Examples are the fast index: X (n, m),
   one row of m numbers for each unit. */
#include <stdint.h>
#include <string.h>
#include <tgmath.h>

static REAL XB[N0][M], YB[M], A1[N1][M], A2[N2][M], D1[N1][M], D2[N2][M], D3[M];

static void forward_layer(int n, int n_previous, const REAL *W, const REAL *b, const REAL *A_previous, REAL *A)
{
    for (int i = 0; i < n; i++) {
        REAL *row = A + i * M;
        for (int k = 0; k < M; k++) row[k] = b[i];
        for (int j = 0; j < n_previous; j++) {
            const REAL w = W[i * n_previous + j], *source = A_previous + j * M;
            for (int k = 0; k < M; k++) row[k] += w * source[k];
        }
        for (int k = 0; k < M; k++) row[k] = tanh(row[k]);
    }
}

static void back_to(int n, int n_previous, const REAL *W, const REAL *D, const REAL *A_previous, REAL *D_previous)
{
    for (int j = 0; j < n_previous; j++) {
        REAL *row = D_previous + j * M;
        memset(row, 0, M * sizeof(REAL));
        for (int i = 0; i < n; i++) {
            const REAL w = W[i * n_previous + j], *source = D + i * M;
            for (int k = 0; k < M; k++) row[k] += w * source[k];
        }
        const REAL *a = A_previous + j * M;
        for (int k = 0; k < M; k++) row[k] *= 1 - a[k] * a[k];
    }
}

static void update(int n, int n_previous, REAL *W, REAL *b, const REAL *D, const REAL *A_previous, REAL alpha)
{
    for (int i = 0; i < n; i++) {
        const REAL *d = D + i * M;
        REAL sum = 0;
        for (int k = 0; k < M; k++) sum += d[k];
        b[i] -= alpha * sum / M;
        for (int j = 0; j < n_previous; j++) {
            const REAL *a = A_previous + j * M;
            REAL product = 0;
            for (int k = 0; k < M; k++) product += d[k] * a[k];
            W[i * n_previous + j] -= alpha * product / M;
        }
    }
}

static void gather(const int64_t *order, const REAL *X, const REAL *Y)
{
    for (int i = 0; i < N0; i++)
        for (int k = 0; k < M; k++) XB[i][k] = X[i * TOTAL + order[k]];
    for (int k = 0; k < M; k++) YB[k] = Y[order[k]];
}

/* costs[t] is J before update t; its batch are the M examples of `order` from t * M on, where M < TOTAL. */
void train(int iterations, double alpha, const int64_t *order, const REAL *all_X, const REAL *all_Y, REAL *W1,
           REAL *b1, REAL *W2, REAL *b2, REAL *W3, REAL *b3, double *costs)
{
    const REAL *X = M < TOTAL ? &XB[0][0] : all_X, *Y = M < TOTAL ? YB : all_Y;
    for (int t = 0; t < iterations; t++) {
        if (M < TOTAL) gather(order + t * M, all_X, all_Y);
        forward_layer(N1, N0, W1, b1, X, &A1[0][0]);
        forward_layer(N2, N1, W2, b2, &A1[0][0], &A2[0][0]);
        REAL J = 0;
        for (int k = 0; k < M; k++) {
            REAL z = b3[0];
            for (int j = 0; j < N2; j++) z += W3[j] * A2[j][k];
            D3[k] = 1 / (1 + exp(-z)) - Y[k];
            J += fmax(z, 0) - z * Y[k] + log1p(exp(-fabs(z)));
        }
        costs[t] = J / M;
        back_to(1, N2, W3, D3, &A2[0][0], &D2[0][0]);
        back_to(N2, N1, W2, &D2[0][0], &A1[0][0], &D1[0][0]);
        update(1, N2, W3, b3, D3, &A2[0][0], alpha);
        update(N2, N1, W2, b2, &D2[0][0], &A1[0][0], alpha);
        update(N1, N0, W1, b1, &D1[0][0], X, alpha);
    }
}
